package dev.holdfast.web.pages;

import dev.holdfast.metrics.ContextTable;
import dev.holdfast.reports.MetricQuestion;
import dev.holdfast.reports.MetricReports;
import dev.holdfast.reports.Reports;
import dev.holdfast.reports.Viewpoint;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Words;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Whether the situation matters for a metric; the metric's page loads it by itself. */
@Controller
public final class ContextPage {

  /** So many situations are shown at once, or all that stand when there are more. */
  private static final int SHOWN = 8;

  /**
   * What the page shows.
   *
   * @param headline what came out, in a sentence
   * @param lines the first situations by rank
   * @param others the rest of them
   * @param notes what belongs to the table, in sentences
   * @param toRecord kinds of calendar span of which none is known; empty when there are some of all
   */
  public record Model(
      String headline,
      String outcome,
      List<Line> lines,
      List<Line> others,
      List<String> notes,
      String toRecord,
      String back) {}

  /** One situation. */
  public record Line(
      String tag,
      String value,
      String difference,
      String interval,
      String n,
      String verdict,
      boolean stands) {}

  private final MetricReports reports;
  private final Reports accounts;
  private final InstantSource clock;

  ContextPage(MetricReports reports, Reports accounts, InstantSource clock) {
    this.reports = reports;
    this.accounts = accounts;
    this.clock = clock;
  }

  @GetMapping("/metrics/{key}/context")
  @OpenTo(Circle.SIGNED_IN)
  Page show(
      Visit visit,
      @PathVariable String key,
      @RequestParam(defaultValue = "") String variant,
      @RequestParam(defaultValue = "") String days,
      @RequestParam(defaultValue = "") String account) {
    Viewpoint view = Sights.viewpoint(visit, clock.instant());
    MetricPage.name(accounts, view, account); // refuses one that is out of sight
    MetricQuestion question = MetricPage.question(reports, key, variant, days, "", "", account);
    return Page.of(
        "pages/metric/context",
        "Does the situation matter?",
        Section.METRICS,
        model(reports.context(view, question), new MetricLinks(visit, question).to("", Map.of())));
  }

  private static Model model(ContextTable table, String back) {
    List<Line> lines = table.rows().stream().map(ContextPage::line).toList();
    int shown = Math.min(lines.size(), (int) Math.max(SHOWN, table.standing()));
    return new Model(
        headline(table),
        table.outcome() + ".",
        lines.subList(0, shown),
        lines.subList(shown, lines.size()),
        notes(table),
        String.join(", ", table.notRecorded()),
        back);
  }

  private static String headline(ContextTable table) {
    String from =
        Words.number(table.n())
            + " "
            + table.sampleUnit()
            + " of "
            + Words.count(table.accounts(), "account", "accounts");
    if (table.n() == 0) {
      return "There are no "
          + table.sampleUnit()
          + " in this time, so there is nothing to compare. A longer time may have some.";
    }
    if (table.rows().isEmpty()) {
      return "With " + from + " no two situations have enough rows to be compared.";
    }
    long standing = table.standing();
    return standing == 0
        ? "None of "
            + table.rows().size()
            + " situations differs by more than chance: "
            + from
            + "."
        : Words.count(standing, "situation differs", "situations differ")
            + " by more than chance: "
            + from
            + ".";
  }

  private static List<String> notes(ContextTable table) {
    List<String> notes = new ArrayList<>(table.remarks());
    if (table.hidden() > 0) {
      notes.add(
          Words.count(table.hidden(), "situation is", "situations are")
              + " hidden: fewer than "
              + ContextTable.LEAST_ROWS
              + " rows.");
    }
    notes.add(table.rule());
    return List.copyOf(notes);
  }

  private static Line line(ContextTable.Row row) {
    ContextTable.Judgement judgement = row.judgement();
    return new Line(
        row.tag().title(),
        row.value(),
        amount(row.difference()),
        judgement == null
            ? ""
            : Words.interval(
                amount(judgement.interval().low()), amount(judgement.interval().high())),
        Words.number(row.n()),
        row.verdict(),
        row.stands());
  }

  private static String amount(double amount) {
    double size = Math.abs(amount);
    return Words.signed(amount, size >= 100 ? 0 : size >= 1 ? 1 : 2);
  }
}
