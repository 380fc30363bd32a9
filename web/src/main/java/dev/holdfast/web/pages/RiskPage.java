package dev.holdfast.web.pages;

import dev.holdfast.health.AccountRange;
import dev.holdfast.health.Calibrated;
import dev.holdfast.health.ChurnRisk;
import dev.holdfast.health.ChurnRiskModel;
import dev.holdfast.health.ChurnRiskRuns;
import dev.holdfast.health.ChurnRisks;
import dev.holdfast.health.HazardModel;
import dev.holdfast.reports.HealthOverview;
import dev.holdfast.reports.Reports;
import dev.holdfast.reports.Viewpoint;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Redirect;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.pages.BacktestPage.Fact;
import dev.holdfast.web.parts.DotPlot;
import dev.holdfast.web.parts.Words;
import dev.holdfast.workspace.HealthJudgements;
import dev.holdfast.workspace.HealthJudgements.Layer;
import dev.holdfast.workspace.Workspace;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** The risk that customers are lost: who is at highest risk, and what such risks rest on. */
@Controller
public final class RiskPage {

  static final String PATH = "/health/risk";

  private static final int LISTED = 20;

  /**
   * What the page shows.
   *
   * @param running that it is being learned now; empty when it is not
   * @param restsOn empty before anything was learned
   * @param calibration null when risks were not tried
   */
  public record Model(
      String headline,
      String sentence,
      String running,
      List<Row> rows,
      String more,
      String restsOn,
      List<Weight> weights,
      List<String> dropped,
      List<Fact> facts,
      @Nullable DotPlot calibration,
      @Nullable DotPlot bands,
      String back,
      String scope) {}

  /** An account with its risk, renewal and the CSM's call. */
  public record Row(
      String name,
      String link,
      String risk,
      String interval,
      String renewal,
      String likelihood,
      String call) {}

  /** What an input does to the odds. */
  public record Weight(String title, String step, String odds, String interval) {}

  private final Reports reports;
  private final ChurnRisks risks;
  private final ChurnRiskRuns runs;
  private final Workspace workspace;
  private final InstantSource clock;

  RiskPage(
      Reports reports,
      ChurnRisks risks,
      ChurnRiskRuns runs,
      Workspace workspace,
      InstantSource clock) {
    this.reports = reports;
    this.risks = risks;
    this.runs = runs;
    this.workspace = workspace;
    this.clock = clock;
  }

  @GetMapping(PATH)
  @OpenTo(Circle.SIGNED_IN)
  Page show(Visit visit) {
    if (visit.asOf().today()) {
      runs.ensure();
    }
    Viewpoint view = Sights.viewpoint(visit, clock.instant());
    HealthOverview overview = reports.healthOverview(view);
    Map<String, String> inSight = reports.names(view);
    LocalDate day = overview.day();
    List<ChurnRisk> told =
        day == null
            ? List.of()
            : risks.of(AccountRange.all(), day, view.knowledge()).values().stream()
                .filter(risk -> inSight.containsKey(risk.accountId()))
                .toList();
    ChurnRiskModel model = risks.latest(view.knowledge()).orElse(null);
    return Page.of(
        "pages/health/risk",
        "Risk of loss",
        Section.HEALTH,
        model == null ? nothing(visit) : model(visit, view, model, told, inSight));
  }

  @PostMapping(PATH + "/learn")
  @OpenTo(Circle.DATA_STEWARDS)
  Redirect learn() {
    runs.learn();
    return new Redirect(PATH);
  }

  private String running() {
    return runs.running() ? "It is being learned now. Look again in a minute." : "";
  }

  private Model nothing(Visit visit) {
    return new Model(
        "No risk is known yet",
        "It is learned from those who were lost, once a day, when somebody looks.",
        running(),
        List.of(),
        "",
        "",
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        visit.link("/health"),
        visit.scope().reason());
  }

  private Model model(
      Visit visit,
      Viewpoint view,
      ChurnRiskModel model,
      List<ChurnRisk> told,
      Map<String, String> names) {
    List<ChurnRisk.Estimated> estimated =
        told.stream()
            .filter(ChurnRisk.Estimated.class::isInstance)
            .map(ChurnRisk.Estimated.class::cast)
            .sorted(
                Comparator.comparingDouble((ChurnRisk.Estimated one) -> -one.risk().probability())
                    .thenComparing(ChurnRisk.Estimated::accountId))
            .toList();
    HazardModel hazard = model.model();
    Map<String, HealthJudgements.Said> calls =
        workspace.healthJudgements().inForce(Layer.CALL, view.until()).stream()
            .collect(Collectors.toMap(HealthJudgements.Said::accountId, said -> said));
    return new Model(
        headline(model, estimated),
        model.sentence(),
        running(),
        estimated.stream()
            .limit(LISTED)
            .map(one -> row(visit, one, names, calls.get(one.accountId())))
            .toList(),
        more(told, estimated.size()),
        restsOn(model),
        hazard == null ? List.of() : hazard.weights().stream().map(RiskPage::weight).toList(),
        hazard == null
            ? List.of()
            : hazard.dropped().stream()
                .map(one -> one.input().title() + " is left out: " + one.why() + ".")
                .toList(),
        facts(model),
        model.trial() == null
            ? null
            : TrialTelling.calibration(
                lost(model) + ", by what was said", model.trial().calibrated()),
        TrialTelling.bands(lost(model) + ", by band", model.bands(), null),
        visit.link("/health"),
        visit.scope().reason());
  }

  private static String headline(ChurnRiskModel model, List<ChurnRisk.Estimated> estimated) {
    if (model.model() == null) {
      return "Too few losses for a risk";
    }
    double expected = estimated.stream().mapToDouble(one -> one.risk().probability()).sum();
    return "About "
        + Words.number(expected, expected < 10 ? 1 : 0)
        + " of "
        + Words.count(estimated.size(), "customer", "customers")
        + (estimated.size() == 1 ? " is" : " are")
        + " expected to be lost within "
        + model.horizonDays()
        + " days";
  }

  private static Row row(
      Visit visit,
      ChurnRisk.Estimated one,
      Map<String, String> names,
      HealthJudgements.@Nullable Said call) {
    ChurnRisk.Renewal renewal = one.renewal();
    return new Row(
        names.getOrDefault(one.accountId(), one.accountId()),
        visit.link(AccountPage.path(one.accountId()) + "/health") + "#risk",
        Words.percent(one.risk().probability(), 1),
        RiskTelling.interval(one.risk()),
        renewal == null ? "" : Words.date(renewal.on(), visit.asOf().day()),
        renewal == null ? "" : Words.percent(renewal.likelihood().probability(), 0),
        call == null ? "" : Sights.title(call.value()));
  }

  private static String more(List<ChurnRisk> told, int estimated) {
    long decided = told.stream().filter(ChurnRisk.Decided.class::isInstance).count();
    List<String> more = new ArrayList<>();
    if (estimated > LISTED) {
      more.add(Words.number(estimated - LISTED) + " more have a lower risk.");
    }
    if (decided > 0) {
      more.add(
          Words.count(decided, "customer is", "customers are")
              + " going to end and not counted here.");
    }
    return String.join(" ", more);
  }

  private static String restsOn(ChurnRiskModel model) {
    return Words.count(model.lostAccounts(), "account was", "accounts were")
        + " lost, of "
        + Words.number(model.accounts())
        + ", in "
        + Words.count(model.months(), "month", "months")
        + (model.firstMonth() == null || model.lastMonth() == null
            ? ""
            : " after "
                + Words.fullDate(model.firstMonth())
                + " to "
                + Words.fullDate(model.lastMonth()))
        + ". A loss counts in the month in which it is told: with the notice, or at the end without"
        + " one. Learned on "
        + Words.fullDate(model.madeOn())
        + ".";
  }

  private static String lost(ChurnRiskModel model) {
    return "Share that was lost within " + model.horizonDays() + " days";
  }

  private static Weight weight(HazardModel.Weight weight) {
    return new Weight(
        weight.input().title(),
        weight.input().step(),
        "× " + Words.number(weight.oddsRatio(), 2),
        Words.interval(
            Words.number(weight.oddsInterval().low(), 2),
            Words.number(weight.oddsInterval().high(), 2)));
  }

  private static List<Fact> facts(ChurnRiskModel model) {
    List<Fact> facts = new ArrayList<>();
    if (model.trial() != null) {
      Calibrated calibrated = model.trial().calibrated();
      facts.add(new Fact("Ranking (AUC)", model.trial().ranking().words() + "; 0.5 is chance."));
      facts.add(
          new Fact(
              "Brier score",
              Words.number(calibrated.brier(), 4) + TrialTelling.line(calibrated) + "."));
    }
    model
        .people()
        .forEach(series ->
            facts.add(
                new Fact(
                    series.title(),
                    TrialTelling.people(
                        series, Words.number(series.said().cases()) + " cases", "the risk"))));
    return facts;
  }
}
