package dev.holdfast.web.pages;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.health.BacktestReport;
import dev.holdfast.health.BacktestRequest;
import dev.holdfast.health.BacktestRuns;
import dev.holdfast.health.Backtests;
import dev.holdfast.health.HealthProfile;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
   * @param running what runs now; null when nothing does
   * @param report null when there is none yet
   */
  public record Model(
      String headline,
      String sentence,
      String problem,
      String profile,
      List<WorkPage.Chip> profiles,
      int gap,
      int horizon,
      int months,
      @Nullable Running running,
      @Nullable Told report,
      List<Decided> decisions,
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

  BacktestPage(Backtests bench, BacktestRuns runs) {
    this.bench = bench;
    this.runs = runs;
  }

  @GetMapping(PATH)
  @OpenTo(Circle.DATA_STEWARDS)
  Page show(Visit visit, @RequestParam(defaultValue = "default") String profile) {
    return page(visit, bench.profile(profile), "");
  }

  @PostMapping(PATH + "/run")
  @OpenTo(Circle.DATA_STEWARDS)
  Object run(
      Visit visit,
      @RequestParam(defaultValue = "") String profile,
      @RequestParam(defaultValue = "" + BacktestRequest.GAP_DAYS) int gap,
      @RequestParam(defaultValue = "" + BacktestRequest.HORIZON_DAYS) int horizon,
      @RequestParam(defaultValue = "" + BacktestRequest.MONTHS) int months) {
    HealthProfile tested = bench.profile(profile);
    try {
      runs.start(new BacktestRequest(tested, gap, horizon, months), visit.person().actor());
      return new Redirect(PATH + "?profile=" + encoded(profile));
    } catch (HoldfastException e) {
      return refused(visit, tested, e);
    }
  }

  @PostMapping(PATH + "/decide")
  @OpenTo(Circle.DATA_STEWARDS)
  Object decide(
      Visit visit,
      @RequestParam(defaultValue = "") String profile,
      @RequestParam(defaultValue = "") String decision,
      @RequestParam(defaultValue = "") String reason) {
    HealthProfile tested = bench.profile(profile);
    try {
      bench.decide(tested, decision(decision), reason, visit.person().actor());
      return new Redirect(PATH + "?profile=" + encoded(profile));
    } catch (HoldfastException e) {
      return refused(visit, tested, e);
    }
  }

  private Page refused(Visit visit, HealthProfile tested, HoldfastException e) {
    if (e.code() != ErrorCode.BAD_REQUEST) {
      throw e;
    }
    return page(visit, tested, String.valueOf(e.getMessage())).with(HttpStatus.BAD_REQUEST);
  }

  private static String encoded(String name) {
    return java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8);
  }

  private static Decision decision(String word) {
    return Arrays.stream(Decision.values())
        .filter(decision -> decision.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new HoldfastException(
                ErrorCode.BAD_REQUEST, "A decision is 'publish', 'keep' or 'waive'."));
  }

  private Page page(Visit visit, HealthProfile profile, String problem) {
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
            report.map(r -> sentence(r.signal().words())).orElse("Not tested yet"),
            report
                .map(BacktestReport::verdict)
                .orElse(
                    "Nobody knows yet whether this score tells who is going to be lost. The backtest"
                        + " replays it over history."),
            problem.isEmpty() ? failed : problem,
            profile.name(),
            bench.profiles().stream()
                .map(one ->
                    new WorkPage.Chip(
                        one.title(),
                        visit.link(PATH, "profile", one.name()),
                        one.name().equals(profile.name())))
                .toList(),
            report.map(BacktestReport::gapDays).orElse(BacktestRequest.GAP_DAYS),
            report.map(BacktestReport::horizonDays).orElse(BacktestRequest.HORIZON_DAYS),
            BacktestRequest.MONTHS,
            state == null || !state.running() ? null : running(visit, profile, state),
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
                        sentence(decided.decision().word()),
                        decided.reason(),
                        decided.author(),
                        Words.moment(decided.decidedAt(), visit.asOf().zone())))
                .toList(),
            visit.link("/health")));
  }

  private static Running running(Visit visit, HealthProfile shown, BacktestRuns.State state) {
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
        visit.link(PATH, "profile", shown.name()));
  }

  private static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
