package dev.holdfast.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.health.HazardModel.Estimate;
import dev.holdfast.health.HazardModel.Weight;
import dev.holdfast.stats.RidgeLogistic;
import dev.holdfast.stats.RidgeLogistic.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The hazard's estimates against R, by hand, and against hazards that are known. */
class HazardFitTests {

  private static final LocalDate FIRST = LocalDate.of(2024, 1, 31);
  private static final double NEWTON = 1e-7;

  // Golden numbers -----------------------------------------------------------------------------

  private static List<String[]> lines(String file) throws IOException {
    return Files.readAllLines(Path.of("..", "golden", file)).stream()
        .filter(line -> !line.startsWith("#"))
        .skip(1)
        .map(line -> line.split(",", -1))
        .toList();
  }

  private static @Nullable Double number(String text) {
    return text.equals("NA") ? null : Double.valueOf(text);
  }

  private static List<RiskRow> golden() throws IOException {
    return lines("hazard_cases.csv").stream()
        .map(line ->
            row(
                "a" + line[0],
                Integer.parseInt(line[1]),
                number(line[2]),
                Long.parseLong(line[3]),
                Long.parseLong(line[4]),
                line[5].equals("1")))
        .toList();
  }

  private static Map<String, String[]> checks(String what) throws IOException {
    return lines("hazard_checks.csv").stream()
        .filter(line -> line[0].equals(what))
        .collect(Collectors.toMap(line -> line[1], line -> line));
  }

  private static RiskRow row(
      String account, int month, @Nullable Double score, long tenure, long term, boolean lost) {
    return new RiskRow(
        new RiskState(account, FIRST.plusMonths(month), score, Band.WATCH, tenure, term),
        lost,
        lost);
  }

  private static Weight weight(HazardModel model, RiskInput input) {
    return model.weights().stream()
        .filter(weight -> weight.input() == input)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void withoutAPenaltyItIsTheLogisticRegressionOfTheAccountMonthsAsInR() throws IOException {
    List<RiskRow> rows = golden();
    double mean =
        rows.stream()
            .map(row -> row.state().score())
            .filter(Objects::nonNull)
            .mapToDouble(score -> score / 10)
            .average()
            .orElseThrow();
    RidgeLogistic fit =
        RidgeLogistic.fit(
            rows.stream()
                .map(row ->
                    new Observation(
                        Arrays.stream(RiskInput.values())
                            .map(input ->
                                Objects.requireNonNullElse(input.read(row.state(), 0), mean))
                            .toList(),
                        row.lost()))
                .toList(),
            0);
    Map<String, String[]> glm = checks("glm");
    assertThat(glm).hasSize(1 + RiskInput.values().length);
    glm.forEach((name, line) -> {
      boolean intercept = name.equals("INTERCEPT");
      int at = intercept ? -1 : List.of(RiskInput.values()).indexOf(RiskInput.valueOf(name));
      assertThat(intercept ? fit.intercept() : fit.coefficient(at))
          .as(name)
          .isCloseTo(Double.parseDouble(line[2]), within(NEWTON));
      assertThat(intercept ? fit.interceptError() : fit.standardError(at))
          .as(name)
          .isCloseTo(Double.parseDouble(line[3]), within(NEWTON));
    });
  }

  @Test
  void weightsAndTheirErrorsByAccountMatchR() throws IOException {
    HazardModel model = HazardFit.plain(golden());
    assertThat(model.dropped()).isEmpty();
    Map<String, String[]> ridge = checks("ridge");
    Map<String, String[]> scale = checks("scale");
    assertThat(ridge).hasSize(1 + RiskInput.values().length);
    String[] intercept = Objects.requireNonNull(ridge.get("INTERCEPT"));
    assertThat(model.intercept()).isCloseTo(Double.parseDouble(intercept[2]), within(NEWTON));
    assertThat(Math.sqrt(model.covariance().getFirst().getFirst()))
        .isCloseTo(Double.parseDouble(intercept[3]), within(NEWTON));
    for (RiskInput input : RiskInput.values()) {
      Weight weight = weight(model, input);
      String[] line = Objects.requireNonNull(ridge.get(input.name()));
      String[] unit = Objects.requireNonNull(scale.get(input.name()));
      assertThat(weight.perDeviation())
          .as(input.name())
          .isCloseTo(Double.parseDouble(line[2]), within(NEWTON));
      assertThat(weight.error()).isCloseTo(Double.parseDouble(line[3]), within(NEWTON));
      assertThat(weight.mean()).isCloseTo(Double.parseDouble(unit[2]), within(NEWTON));
      assertThat(weight.deviation()).isCloseTo(Double.parseDouble(unit[3]), within(NEWTON));
    }
  }

  @Test
  void risksWithinSomeDaysAndTheirIntervalsMatchR() throws IOException {
    HazardModel model = HazardFit.plain(golden());
    Map<String, String[]> between = checks("between");
    Map<String, String[]> risks = checks("risk");
    assertThat(risks).hasSize(15);
    risks.forEach((at, line) -> {
      String[] part = at.split(" ");
      RiskState state =
          new RiskState(
              "a",
              FIRST,
              number(part[0]),
              Band.WATCH,
              Long.parseLong(part[1]),
              Long.parseLong(part[2]));
      Estimate risk = model.risk(state, Integer.parseInt(part[3]));
      String[] ends = Objects.requireNonNull(between.get(at));
      assertThat(risk.probability()).as(at).isCloseTo(Double.parseDouble(line[2]), within(NEWTON));
      // R's derivatives are numeric.
      assertThat(risk.low()).as(at).isCloseTo(Double.parseDouble(ends[2]), within(1e-6));
      assertThat(risk.high()).as(at).isCloseTo(Double.parseDouble(ends[3]), within(1e-6));
    });
  }

  // By hand ------------------------------------------------------------------------------------

  private static final double TENTH = Math.log(0.1 / 0.9);

  @Test
  void oneHazardForAllMonthsIsCompoundedAndThePartOfAMonthCountsInPart() {
    HazardModel model = new HazardModel(TENTH, List.of(), List.of(), 1, List.of(List.of(0.04)));
    RiskState state = new RiskState("a", FIRST, 50.0, Band.WATCH, 100, -1);
    assertThat(model.risk(state, 90).probability())
        .isCloseTo(1 - Math.pow(0.9, 90 / (365.25 / 12)), within(1e-12));
    assertThat(model.risk(state, 7).probability())
        .isCloseTo(1 - Math.pow(0.9, 7 / (365.25 / 12)), within(1e-12));
    Estimate risk = model.risk(state, 365);
    assertThat(risk.low()).isLessThan(risk.probability());
    assertThat(risk.high()).isGreaterThan(risk.probability());
    assertThat(risk.opposite())
        .isEqualTo(new Estimate(1 - risk.probability(), 1 - risk.high(), 1 - risk.low()));
  }

  @Test
  void theEndOfTheTermComesNearerAndAPassedOneIsRenewed() {
    // A tenth in a month that begins within 31 days of the end of a term, else next to nothing.
    Weight soon = new Weight(RiskInput.TERM_IN_MONTH, 20 + TENTH, 0.1, 0, 1);
    HazardModel model =
        new HazardModel(
            -20, List.of(soon), List.of(), 1, List.of(List.of(0.0, 0.0), List.of(0.0, 0.01)));
    RiskState state = new RiskState("a", FIRST, 50.0, Band.WATCH, 100, 70);
    assertThat(model.risk(state, 60).probability()).as("months 0 and 1").isLessThan(1e-7);
    double month = 1 / (365.25 / 12);
    assertThat(model.risk(state, 70).probability())
        .as("9 days of month 2, which begins 9 days before the end")
        .isCloseTo(1 - Math.pow(0.9, 70 * month - 2), within(1e-6));
    assertThat(model.risk(state, 300).probability())
        .as("nothing after it")
        .isCloseTo(0.1, within(1e-6));
    assertThat(model.risk(new RiskState("a", FIRST, 50.0, Band.WATCH, 100, -1), 300).probability())
        .as("no term")
        .isLessThan(1e-6);
  }

  @Test
  void contributionsAddUpToTheLogOddsAndNoScoreCountsAsTheMean() throws IOException {
    HazardModel model = HazardFit.of(golden()).orElseThrow();
    for (RiskRow row : golden()) {
      double sum =
          model.intercept()
              + model.contributions(row.state()).stream()
                  .mapToDouble(HazardModel.Contribution::logOdds)
                  .sum();
      assertThat(sum).isCloseTo(model.logOdds(row.state(), 0), within(1e-12));
      double reasons =
          RiskWords.reasons(model, row.state()).stream()
              .mapToDouble(ChurnRisk.Reason::logOdds)
              .sum();
      assertThat(model.intercept() + reasons)
          .isCloseTo(model.logOdds(row.state(), 0), within(1e-12));
      if (row.state().score() == null) {
        assertThat(model.contributions(row.state()).getFirst().logOdds()).isZero();
      }
    }
  }

  // Known hazards ------------------------------------------------------------------------------

  /** What is true of accounts that are made: log odds of a loss in a month. */
  @FunctionalInterface
  private interface Truth {
    double logOdds(double score);
  }

  /**
   * Accounts that are watched month by month until they are lost; scores stay.
   *
   * @param months months before the first, for another time
   */
  private static List<RiskRow> company(int accounts, int months, long seed, Truth truth) {
    SplittableRandom random = new SplittableRandom(seed);
    List<RiskRow> rows = new ArrayList<>();
    for (int a = 0; a < accounts; a++) {
      double score = 100 * random.nextDouble();
      long tenure = random.nextInt(1000);
      int end = months + 3;
      double hazard = HazardModel.logistic(truth.logOdds(score));
      for (int m = 0; m < end; m++) {
        if (random.nextDouble() < hazard) {
          end = m;
        }
      }
      for (int m = 0; m < Math.min(months, end + 1); m++) {
        RiskState state =
            new RiskState(
                seed + "-" + a, FIRST.plusMonths(m), score, Band.WATCH, tenure + 30L * m, -1);
        // The horizon of 90 days is taken as three months here: risks are asked for 91 days.
        rows.add(new RiskRow(state, m == end, end <= m + 2));
      }
    }
    return rows;
  }

  private static final int THREE_MONTHS = 91;

  @Test
  void risksComeTrueWhereHazardsAreKnown() {
    Truth truth = score -> -3.3 - 0.3 * (score / 10 - 5);
    HazardModel model = HazardFit.of(company(3000, 12, 1, truth)).orElseThrow();
    assertThat(Math.log(weight(model, RiskInput.HEALTH).oddsRatio()))
        .isCloseTo(-0.3, within(3 * weight(model, RiskInput.HEALTH).error()));
    List<RiskRow> others =
        company(4000, 1, 2, truth).stream()
            .sorted((a, b) -> Double.compare(score(b), score(a)))
            .toList();
    for (int tenth = 0; tenth < 10; tenth++) {
      List<RiskRow> bin = others.subList(400 * tenth, 400 * (tenth + 1));
      double said =
          bin.stream()
              .mapToDouble(row -> model.risk(row.state(), THREE_MONTHS).probability())
              .sum();
      long lost = bin.stream().filter(row -> Boolean.TRUE.equals(row.lostInHorizon())).count();
      double known =
          bin.stream()
              .mapToDouble(
                  row -> 1 - Math.pow(1 - HazardModel.logistic(truth.logOdds(score(row))), 3))
              .sum();
      double error = Math.sqrt(known * (1 - known / 400));
      assertThat(said).as("lost in tenth " + tenth).isCloseTo((double) lost, within(3.5 * error));
      assertThat(said).as("known of tenth " + tenth).isCloseTo(known, within(0.15 * known));
    }
  }

  private static double score(RiskRow row) {
    return Objects.requireNonNull(row.state().score());
  }

  @Test
  void onOtherAccountsAndLaterMonthsRisksComeTrueToo() {
    List<RiskRow> rows = company(3000, 24, 3, score -> -3.3 - 0.3 * (score / 10 - 5));
    RiskTrial trial = RiskTrial.attempt(rows, THREE_MONTHS).result().orElseThrow();
    assertThat(trial.trainedTo()).isBefore(trial.testedFrom());
    assertThat(trial.ranking().low()).isGreaterThan(0.6);
    assertThat(trial.calibrated().slope()).isBetween(0.8, 1.2);
    assertThat(trial.calibrated().skill()).isPositive();
    assertThat(trial.said()).isCloseTo(trial.happened(), within(0.15 * trial.happened()));
    assertThat(trial.calibrated().bins()).hasSize(10);
  }

  @Test
  void whatTellsNothingGivesAllNearlyTheSameRisk() {
    List<RiskRow> rows = company(1500, 12, 4, score -> -3.5);
    HazardModel model = HazardFit.of(rows).orElseThrow();
    double share = (double) rows.stream().filter(RiskRow::lost).count() / rows.size();
    List<Double> hazards =
        rows.stream().map(row -> HazardModel.logistic(model.logOdds(row.state(), 0))).toList();
    assertThat(hazards).allSatisfy(h -> assertThat(h).isBetween(0.5 * share, 2 * share));
    assertThat(model.slope()).isBetween(0.0, 1.0);
  }

  @Test
  void anInputThatGoesTheWrongWayIsLeftOutAndSaid() {
    HazardModel model =
        HazardFit.of(company(1500, 12, 5, score -> -3.3 + 0.3 * (score / 10 - 5))).orElseThrow();
    assertThat(model.weights()).noneMatch(weight -> weight.input() == RiskInput.HEALTH);
    assertThat(model.dropped())
        .contains(
            new HazardModel.Dropped(RiskInput.HEALTH, "it went the wrong way in this history"),
            new HazardModel.Dropped(RiskInput.NO_TERM, "it is the same for all"));
    for (Weight weight : model.weights()) {
      assertThat(weight.input().goesRight(weight.perDeviation())).isTrue();
    }
  }

  @Test
  void withoutALossOrWithNothingElseThereIsNoModel() {
    assertThat(HazardFit.of(List.of(row("a", 1, 50.0, 1, -1, false)))).isEmpty();
    assertThat(HazardFit.of(List.of(row("a", 1, 50.0, 1, -1, true)))).isEmpty();
  }
}
