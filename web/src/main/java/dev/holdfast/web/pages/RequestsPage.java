package dev.holdfast.web.pages;

import dev.holdfast.base.Period;
import dev.holdfast.reports.Reports;
import dev.holdfast.reports.RequestGroup;
import dev.holdfast.reports.TopRequests;
import dev.holdfast.reports.Viewpoint;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Words;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What customers ask for most: the answers that a help page could give. */
@Controller
public final class RequestsPage {

  static final String PATH = "/metrics/requests";

  private static final int DAYS = 90;
  private static final int GROUPS = 15;
  private static final int NAMES = 4;

  /**
   * What the page shows.
   *
   * @param period the days it is about
   * @param without how many tickets say nothing; empty when all do
   */
  public record Model(String period, List<Line> lines, String without, String back) {}

  /**
   * One kind of request.
   *
   * @param asked as it was written; its words for somebody who may not read that
   * @param others other wordings
   * @param who the accounts that asked
   */
  public record Line(String asked, List<String> others, String tickets, String share, String who) {}

  private final Reports reports;
  private final InstantSource clock;

  RequestsPage(Reports reports, InstantSource clock) {
    this.reports = reports;
    this.clock = clock;
  }

  @GetMapping(PATH)
  @OpenTo(Circle.SIGNED_IN)
  Page show(Visit visit) {
    Viewpoint view = Sights.viewpoint(visit, clock.instant());
    Period period = Period.lastDays(view.lastDay(), DAYS, view.zone());
    TopRequests top = reports.topRequests(view, period, GROUPS);
    Map<String, String> names = reports.names(view);
    return Page.of(
        "pages/metric/requests",
        "What customers ask most",
        Section.METRICS,
        new Model(
            MetricTelling.period(period),
            top.groups().stream().map(group -> line(group, names)).toList(),
            top.withoutSubject() == 0
                ? ""
                : Words.count(top.withoutSubject(), "ticket has", "tickets have")
                    + " no subject, so nothing can be said of them.",
            visit.link("/metrics")));
  }

  private static Line line(RequestGroup group, Map<String, String> names) {
    List<String> examples = group.examples();
    List<String> accounts =
        group.accountIds().stream().limit(NAMES).map(id -> names.getOrDefault(id, id)).toList();
    int more = group.accountIds().size() - accounts.size();
    return new Line(
        examples.isEmpty() ? String.join(" ", group.words()) : examples.getFirst(),
        examples.isEmpty() ? List.of() : examples.subList(1, examples.size()),
        Words.number(group.tickets()),
        Math.round(100 * group.share()) + " %",
        String.join(", ", accounts) + (more > 0 ? " and " + Words.number(more) + " more" : ""));
  }
}
