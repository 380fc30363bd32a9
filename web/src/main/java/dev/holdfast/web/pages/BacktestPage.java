package dev.holdfast.web.pages;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.health.BacktestReport;
import dev.holdfast.health.BacktestRequest;
import dev.holdfast.health.BacktestRuns;
import dev.holdfast.health.Backtests;
import dev.holdfast.health.HealthProfile;
import dev.holdfast.health.OwnProfiles;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Redirect;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.DotPlot;
import dev.holdfast.web.parts.Words;
import dev.holdfast.workspace.BacktestRecords.Decision;
import dev.holdfast.workspace.BacktestRecords.Kept;
import dev.holdfast.workspace.Drafts.Draft;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Whether a health profile would have told who was going to be lost. */
@Controller
public final class BacktestPage {

  private static final String PATH = "/health/backtest";

  /**
   * What the page shows.
   *
   * @param headline the verdict in a few words
   * @param problem why a form was not taken; empty when it was
   * @param draft whether it is the draft of that profile, not the one in force
   * @param running what runs now; null when nothing does
   * @param report null when there is none yet
   * @param publish the page that publishes the draft
   */
  public record Model(
      String headline,
      String sentence,
      String problem,
      String profile,
      boolean draft,
      List<WorkPage.Chip> profiles,
      int gap,
      int horizon,
      int months,
      @Nullable Running running,
      @Nullable Told report,
      List<Decided> decisions,
      String publish,
      String back) {}

  /** A backtest that runs; {@code width} is how far it is, out of a thousand. */
  public record Running(String sentence, int width, String link) {}

  /** A report in words. */
  public record Told(
      String restsOn,
      List<Fact> facts,
      DotPlot bands,
      @Nullable DotPlot calibration,
      String calibrationSays,
      List<MeasureRow> measures,
      String weights,
      List<Fact> people,
      List<String> remarks) {}

  /** One fact with its name. */
  public record Fact(String name, String says) {}

  /** One measure; {@code flag} says why it is not to be trusted, empty when it is. */
  public record MeasureRow(
      String title,
      String kind,
      String declared,
      String suggested,
      String alone,
      String aloneInterval,
      String direction,
      String data,
      String odds,
      String oddsInterval,
      String closest,
      String flag) {}

  /** A decision that was made. */
  public record Decided(String what, String why, String who, String when) {}

  private final Backtests bench;
  private final BacktestRuns runs;
  private final OwnProfiles own;

  /** A profile that is in force, or the draft of one. */
  private record Chosen(HealthProfile profile, boolean draft) {

    String link() {
      return BacktestPage.link(profile.name(), draft);
    }
  }

  BacktestPage(Backtests bench, BacktestRuns runs, OwnProfiles own) {
    this.bench = bench;
    this.runs = runs;
    this.own = own;
  }

  /** The page of a profile in force, or of its draft. */
  static String link(String profile, boolean draft) {
    return PATH
        + "?profile="
        + URLEncoder.encode(profile, StandardCharsets.UTF_8)
        + (draft ? "&draft=true" : "");
  }

  private Chosen chosen(String profile, boolean draft) {
    if (!draft) {
      return new Chosen(bench.profile(profile), false);
    }
    Draft found =
        own.draft(profile)
            .orElseThrow(() ->
                new HoldfastException(
                    ErrorCode.NOT_FOUND, "There is no draft of a profile '" + profile + "'."));
    return new Chosen(own.check(found.text()), true);
  }

  @GetMapping(PATH)
  @OpenTo(Circle.DATA_STEWARDS)
  Page show(
      Visit visit,
      @RequestParam(defaultValue = "default") String profile,
      @RequestParam(defaultValue = "false") boolean draft) {
    return page(visit, chosen(profile, draft), "");
  }

  @PostMapping(PATH + "/run")
  @OpenTo(Circle.DATA_STEWARDS)
  Object run(
      Visit visit,
      @RequestParam(defaultValue = "") String profile,
      @RequestParam(defaultValue = "false") boolean draft,
      @RequestParam(defaultValue = "" + BacktestRequest.GAP_DAYS) int gap,
      @RequestParam(defaultValue = "" + BacktestRequest.HORIZON_DAYS) int horizon,
      @RequestParam(defaultValue = "" + BacktestRequest.MONTHS) int months) {
    Chosen tested = chosen(profile, draft);
    try {
      runs.start(
          new BacktestRequest(tested.profile(), gap, horizon, months), visit.person().actor());
      return new Redirect(tested.link());
    } catch (HoldfastException e) {
      return refused(visit, tested, e);
    }
  }

  @PostMapping(PATH + "/decide")
  @OpenTo(Circle.DATA_STEWARDS)
  Object decide(
      Visit visit,
      @RequestParam(defaultValue = "") String profile,
      @RequestParam(defaultValue = "false") boolean draft,
      @RequestParam(defaultValue = "") String decision,
      @RequestParam(defaultValue = "") String reason) {
    Chosen tested = chosen(profile, draft);
    try {
      bench.decide(tested.profile(), decision(decision), reason, visit.person().actor());
      return new Redirect(tested.link());
    } catch (HoldfastException e) {
      return refused(visit, tested, e);
    }
  }

  private Page refused(Visit visit, Chosen tested, HoldfastException e) {
    if (e.code() != ErrorCode.BAD_REQUEST) {
      throw e;
    }
    return page(visit, tested, String.valueOf(e.getMessage())).with(HttpStatus.BAD_REQUEST);
  }

  private List<WorkPage.Chip> chips(Visit visit, Chosen chosen) {
    List<WorkPage.Chip> chips = new ArrayList<>();
    for (HealthProfile one : bench.profiles()) {
      boolean here = !chosen.draft() && one.name().equals(chosen.profile().name());
      chips.add(new WorkPage.Chip(one.title(), visit.link(link(one.name(), false)), here));
    }
    for (Draft one : own.drafts()) {
      boolean here = chosen.draft() && one.name().equals(chosen.profile().name());
      chips.add(
          new WorkPage.Chip("Draft of " + one.name(), visit.link(link(one.name(), true)), here));
    }
    return List.copyOf(chips);
  }

  private static Decision decision(String word) {
    return Arrays.stream(Decision.values())
        .filter(decision -> decision.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new HoldfastException(
                ErrorCode.BAD_REQUEST, "A decision is 'publish', 'keep' or 'waive'."));
  }

  private Page page(Visit visit, Chosen chosen, String problem) {
    HealthProfile profile = chosen.profile();
    Optional<Kept> kept = bench.latest(profile);
    Optional<BacktestReport> report = kept.flatMap(bench::read);
    BacktestRuns.State state = runs.state().orElse(null);
    String failed =
        state == null || state.running() || !state.profile().equals(profile.name())
            ? ""
            : "The backtest failed: " + state.problem();
    return Page.of(
        "pages/health/backtest",
        "Backtest, " + profile.title(),
        Section.HEALTH,
        new Model(
            report.map(r -> Words.capital(r.signal().words())).orElse("Not tested yet"),
            report
                .map(BacktestReport::verdict)
                .orElse(
                    "Nobody knows yet whether this score tells who is going to be lost. The backtest"
                        + " replays it over history."),
            problem.isEmpty() ? failed : problem,
            profile.name(),
            chosen.draft(),
            chips(visit, chosen),
            report.map(BacktestReport::gapDays).orElse(BacktestRequest.GAP_DAYS),
            report.map(BacktestReport::horizonDays).orElse(BacktestRequest.HORIZON_DAYS),
            BacktestRequest.MONTHS,
            state == null || !state.running() ? null : running(visit, chosen, state),
            report
                .map(r ->
                    new BacktestTelling(r)
                        .told(
                            kept.filter(k -> !k.definition().equals(Backtests.definition(profile)))
                                .isPresent()))
                .orElse(null),
            bench.decisions(profile).stream()
                .map(decided ->
                    new Decided(
                        Words.capital(decided.decision().word()),
                        decided.reason(),
                        decided.author(),
                        Words.moment(decided.decidedAt(), visit.asOf().zone())))
                .toList(),
            visit.link(ProfilesPage.path(profile.name())),
            visit.link("/health")));
  }

  private static Running running(Visit visit, Chosen shown, BacktestRuns.State state) {
    return new Running(
        "A backtest of “"
            + state.profile()
            + "” runs: "
            + state.step()
            + (state.total() > 1
                ? ", " + state.done() + " of " + Words.count(state.total(), "month", "months")
                : "")
            + ". This page shows its report when it is done.",
        state.total() == 0 ? 0 : 1000 * state.done() / state.total(),
        visit.link(shown.link()));
  }
}
