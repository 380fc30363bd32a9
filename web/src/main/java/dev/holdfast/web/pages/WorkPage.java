package dev.holdfast.web.pages;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.reports.Reports;
import dev.holdfast.reports.Viewpoint;
import dev.holdfast.reports.Worklist;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Redirect;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Band;
import dev.holdfast.workspace.Workspace;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The worklist: who needs me today, why, and what do I do. */
@Controller
public final class WorkPage {

  private static final Set<Integer> SNOOZE_DAYS = Set.of(1, 3, 7, 14, 30);

  /**
   * What the page shows.
   *
   * @param sums what is at stake and how long it takes; empty when there is nothing to do
   * @param news what came about since the last visit; empty when nothing did or at the first
   * @param feeds sources that no longer deliver, as sentences
   * @param chips ways to narrow the list
   * @param parts the rows under their headings
   * @param more how many further rows there are
   * @param moreLink where they are
   * @param editable whether rows can be dealt with: not while another day is shown
   * @param empty what to say when no row is shown; null when some are
   * @param rules the rules of the list, as sentences
   */
  public record Model(
      String headline,
      String sums,
      String news,
      List<String> feeds,
      List<Chip> chips,
      List<Part> parts,
      int more,
      String moreLink,
      boolean editable,
      @Nullable Empty empty,
      List<String> rules) {}

  /** A way to narrow the list. */
  public record Chip(String text, String link, boolean here) {}

  /** Rows under a heading, with what they add up to. */
  public record Part(String heading, List<Row> rows, String atStake, String minutes) {}

  /** What to say when there is nothing to show, and the one next step. */
  public record Empty(String heading, String sentence, String step, String link) {}

  /** One account that needs a look. */
  public record Row(
      String form,
      String name,
      String link,
      String about,
      Band band,
      String score,
      String why,
      String detail,
      String door,
      List<Other> others,
      String whyNow,
      boolean fresh,
      String atStake,
      String exactStake,
      String minutes,
      String effort,
      String due,
      boolean late,
      String snoozed) {}

  /** Another reason, with the rows behind it. */
  public record Other(String why, String detail, String door) {}

  private final Reports reports;
  private final Workspace workspace;
  private final InstantSource clock;

  WorkPage(Reports reports, Workspace workspace, InstantSource clock) {
    this.reports = reports;
    this.workspace = workspace;
    this.clock = clock;
  }

  @GetMapping("/")
  @OpenTo(Circle.CUSTOMER_TEAM)
  Page show(
      Visit visit,
      @RequestParam(defaultValue = "") String show,
      @RequestParam(defaultValue = "1") int page) {
    Viewpoint view = Sights.viewpoint(visit, clock.instant());
    Optional<Instant> lastVisit =
        visit.asOf().today()
            ? workspace.visits().arrive(visit.person().userId(), "/")
            : Optional.empty();
    Worklist list =
        reports.worklist(
            view, workspace.worklistMarks().inForce(view.until()), lastVisit.orElse(null));
    return Page.of(
        "pages/work",
        "Work",
        Section.WORK,
        new WorkTelling(visit, list, reports.rules())
            .model(WorkShow.named(show), Math.max(1, page)));
  }

  @PostMapping("/work/{accountId}/close")
  @OpenTo(Circle.CUSTOMER_TEAM)
  Redirect close(
      Visit visit, @PathVariable String accountId, @RequestParam(defaultValue = "") String reason) {
    inSight(visit, accountId);
    workspace.worklistMarks().close(accountId, reason.strip(), visit.person().actor());
    return new Redirect("/");
  }

  @PostMapping("/work/{accountId}/snooze")
  @OpenTo(Circle.CUSTOMER_TEAM)
  Redirect snooze(
      Visit visit,
      @PathVariable String accountId,
      @RequestParam(defaultValue = "7") int days,
      @RequestParam(defaultValue = "") String reason) {
    inSight(visit, accountId);
    if (!SNOOZE_DAYS.contains(days)) {
      throw new HoldfastException(ErrorCode.BAD_REQUEST, "It can be put off for 1 to 30 days.");
    }
    Instant until = Sights.daysAhead(visit, clock.instant(), days);
    workspace.worklistMarks().snooze(accountId, until, reason.strip(), visit.person().actor());
    return new Redirect("/");
  }

  @PostMapping("/work/{accountId}/reopen")
  @OpenTo(Circle.CUSTOMER_TEAM)
  Redirect reopen(Visit visit, @PathVariable String accountId) {
    inSight(visit, accountId);
    workspace.worklistMarks().reopen(accountId, visit.person().actor());
    return new Redirect("/?show=snoozed");
  }

  private void inSight(Visit visit, String accountId) {
    reports.requireInSight(Sights.viewpoint(visit, clock.instant()).on(null), accountId);
  }
}
