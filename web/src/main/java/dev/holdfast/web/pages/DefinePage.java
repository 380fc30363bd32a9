package dev.holdfast.web.pages;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period;
import dev.holdfast.metrics.Contract;
import dev.holdfast.metrics.MetricValue;
import dev.holdfast.metrics.OwnContracts;
import dev.holdfast.reports.MetricReports;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Redirect;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Words;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A form for a metric of the company's own: write its contract, try it out, save it. */
@Controller
public final class DefinePage {

  private static final int DAYS = 365;

  /**
   * What the form shows.
   *
   * @param yaml the contract as it was typed
   * @param problem what is wrong with it; empty when nothing is known to be
   * @param lines what its variants would come to; empty before it was tried out
   * @param period the days that these are about
   */
  public record Model(
      String yaml,
      String problem,
      List<Line> lines,
      String period,
      List<WorkPage.Chip> starts,
      String back) {}

  /** What one variant would come to. */
  public record Line(String title, String value, String interval, String n) {}

  private final OwnContracts own;
  private final MetricReports reports;
  private final InstantSource clock;

  DefinePage(OwnContracts own, MetricReports reports, InstantSource clock) {
    this.own = own;
    this.reports = reports;
    this.clock = clock;
  }

  @GetMapping("/metrics/define")
  @OpenTo(Circle.DATA_STEWARDS)
  Page show(Visit visit, @RequestParam(defaultValue = "csat") String from) {
    return page(visit, reports.text(from), "", List.of());
  }

  @PostMapping("/metrics/define")
  @OpenTo(Circle.DATA_STEWARDS)
  Object save(
      Visit visit,
      @RequestParam(defaultValue = "") String yaml,
      @RequestParam(defaultValue = "try") String what) {
    String text = yaml.replace("\r\n", "\n");
    try {
      if (what.equals("save")) {
        return new Redirect("/metrics/" + own.save(text, visit.person().actor()).key());
      }
      return page(visit, text, "", own.tryOut(text, year(visit)));
    } catch (HoldfastException e) {
      if (e.code() != ErrorCode.BAD_DEFINITION && e.code() != ErrorCode.BAD_REQUEST) {
        throw e;
      }
      return page(visit, text, String.valueOf(e.getMessage()), List.of())
          .with(HttpStatus.BAD_REQUEST);
    }
  }

  private Period year(Visit visit) {
    ZoneId zone = visit.asOf().zone();
    return Period.lastDays(LocalDate.ofInstant(clock.instant(), zone).minusDays(1), DAYS, zone);
  }

  private Page page(Visit visit, String yaml, String problem, List<MetricValue> values) {
    return Page.of(
        "pages/metric/define",
        "A metric of your own",
        Section.METRICS,
        new Model(
            yaml,
            problem,
            values.stream().map(DefinePage::line).toList(),
            MetricTelling.period(year(visit)),
            reports.catalogue().values().stream()
                .flatMap(List::stream)
                .map(contract -> start(visit, contract))
                .toList(),
            visit.link("/metrics")));
  }

  private static WorkPage.Chip start(Visit visit, Contract contract) {
    return new WorkPage.Chip(
        contract.title(), visit.link("/metrics/define", "from", contract.key()), false);
  }

  private static Line line(MetricValue value) {
    return new Line(
        value.variant(),
        value.value().isPresent()
            ? (Units.value(value) + " " + Units.word(value.unit())).strip()
            : value.absentReason().orElse(""),
        Units.interval(value),
        Words.number(value.estimate().n()));
  }
}
