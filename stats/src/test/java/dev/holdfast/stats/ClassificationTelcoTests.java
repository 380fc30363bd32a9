package dev.holdfast.stats;

import static dev.holdfast.stats.Close.assertClose;
import static dev.holdfast.stats.TelcoChurn.GOLDEN_FILE;
import static dev.holdfast.stats.TelcoChurn.logit;
import static dev.holdfast.stats.TelcoChurn.names;
import static dev.holdfast.stats.TelcoChurn.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.stats.RidgeLogistic.Observation;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who leaves Telco, learned from 4,969 customers and tried on 2,074 others, against Python. */
class ClassificationTelcoTests {

  private static final double COEFFICIENT = 1e-6;

  private static List<Observation> train = List.of();
  private static List<Observation> test = List.of();

  @BeforeAll
  static void split() {
    TelcoChurn churn = TelcoChurn.split();
    train = churn.train();
    test = churn.test();
    for (int j = 0; j < names().size(); j++) {
      String name = names().get(j);
      assertClose(name, churn.scale().means().get(j), number(logit().path("mean"), name), 1e-9);
      double deviation = churn.scale().deviations().get(j);
      assertClose(name, deviation, number(logit().path("sd_ddof0"), name), 1e-9);
    }
  }

  private static List<Scored> scored(RidgeLogistic fit, List<Observation> cases) {
    return cases.stream()
        .map(one -> new Scored(fit.probability(one.features()), one.event()))
        .toList();
  }

  @Test
  void theSplitIsThatOfTheGoldenFile() {
    assertThat(train).hasSize(4_969);
    assertThat(test).hasSize(2_074);
    assertThat(test.stream().filter(Observation::event)).hasSize(574);
  }

  @Test
  void thePlainFitHasTheCoefficientsErrorsAndLikelihoodOfTheGoldenFile() {
    RidgeLogistic fit = RidgeLogistic.fit(train, 0);
    assertClose("likelihood", fit.logLikelihood(), number(logit(), "loglik"), Close.GOLDEN);
    JsonNode coefficients = logit().path("coef_standardised");
    JsonNode errors = logit().path("se");
    assertClose("intercept", fit.intercept(), number(coefficients, "const"), COEFFICIENT);
    assertClose("its error", fit.interceptError(), number(errors, "const"), COEFFICIENT);
    for (int j = 0; j < fit.width(); j++) {
      String name = names().get(j);
      assertClose(name, fit.coefficient(j), number(coefficients, name), COEFFICIENT);
      assertClose(name, fit.standardError(j), number(errors, name), COEFFICIENT);
    }
    assertThat(fit.hasFewEvents()).isFalse();
    assertClose(
        "on train", Auc.of(scored(fit, train)).area(), number(logit(), "train_auc"), Close.GOLDEN);
  }

  @Test
  void thePlainFitForetellsAsWellAsTheGoldenFileSays() {
    foretells(scored(RidgeLogistic.fit(train, 0), test), logit().path("test"));
  }

  /**
   * The golden file's ridge fit is that of scikit-learn, whose search stopped short of the top: its
   * coefficients are off by up to 1.5e-4. So the fit is held to the condition of the top itself and
   * to R, which solves for it (golden/classification_checks.R has the function), and only the score
   * of the test set to the golden file, with the coefficients found there.
   */
  @Test
  void theRidgeFitIsAtTheTopAndAboveThatOfTheGoldenFile() {
    RidgeLogistic fit = RidgeLogistic.fit(train, 1);
    assertClose("intercept in R", fit.intercept(), -1.709426338784668, Close.GOLDEN);
    assertClose("tenure in R", fit.coefficient(0), -1.273057751446581, Close.GOLDEN);
    assertClose("monthly in R", fit.coefficient(1), -0.366171003819220, Close.GOLDEN);
    double[] ours = new double[fit.width() + 1];
    double[] theirs = ridgeOfTheGoldenFile();
    ours[0] = fit.intercept();
    for (int j = 0; j < fit.width(); j++) {
      ours[j + 1] = fit.coefficient(j);
    }
    for (int j = 0; j < fit.width(); j++) {
      double slope = -ours[j + 1];
      for (Observation one : train) {
        slope += ((one.event() ? 1 : 0) - probability(ours, one)) * one.features().get(j);
      }
      assertThat(slope).as(names().get(j)).isCloseTo(0, Offset.offset(1e-8));
      assertClose(names().get(j), ours[j + 1], theirs[j + 1], 2e-4);
    }
    assertThat(penalised(ours)).isGreaterThan(penalised(theirs));
    assertClose("height", penalised(ours), penalised(theirs), 1e-8);
  }

  @Test
  void theRidgeFitOfTheGoldenFileForetellsAsWellAsItSays() {
    double[] coefficients = ridgeOfTheGoldenFile();
    foretells(
        test.stream().map(one -> new Scored(probability(coefficients, one), one.event())).toList(),
        GOLDEN_FILE.path("logit_ridge_lambda1").path("test"));
  }

  private static double[] ridgeOfTheGoldenFile() {
    JsonNode golden = GOLDEN_FILE.path("logit_ridge_lambda1");
    double[] coefficients = new double[names().size() + 1];
    coefficients[0] = number(golden, "intercept");
    for (int j = 0; j < names().size(); j++) {
      coefficients[j + 1] = number(golden.path("coef"), names().get(j));
    }
    return coefficients;
  }

  private static double probability(double[] coefficients, Observation one) {
    double logOdds = coefficients[0];
    for (int j = 1; j < coefficients.length; j++) {
      logOdds += coefficients[j] * one.features().get(j - 1);
    }
    return 1 / (1 + Math.exp(-logOdds));
  }

  private static double penalised(double[] coefficients) {
    double sum = 0;
    for (Observation one : train) {
      double p = probability(coefficients, one);
      sum += Math.log(one.event() ? p : 1 - p);
    }
    for (int j = 1; j < coefficients.length; j++) {
      sum -= coefficients[j] * coefficients[j] / 2;
    }
    return sum;
  }

  private static void foretells(List<Scored> scored, JsonNode golden) {
    Auc auc = Auc.of(scored);
    assertClose("auc", auc.area(), number(golden, "auc"), Close.GOLDEN);
    assertClose(
        "its error", auc.standardError().orElseThrow(), number(golden, "auc_se_delong"), 1e-9);
    assertClose(
        "its interval",
        auc.interval(0.95).orElseThrow(),
        number(golden, "auc_lo"),
        number(golden, "auc_hi"),
        1e-9);
    assertThat(auc.hasSignal(0.95)).isTrue();
    assertClose("roc", RocCurve.of(scored).area(), auc.area(), 1e-12);
    PrecisionRecall precision = PrecisionRecall.of(scored);
    assertClose("precision", precision.area(), number(golden, "average_precision"), Close.GOLDEN);
    Lift lift = Lift.of(scored, Lift.TOP_DECILE);
    assertThat(lift.cases()).isEqualTo(golden.path("top_decile_n").intValue());
    assertClose("lift", lift.lift(), number(golden, "top_decile_lift"), Close.GOLDEN);
    assertClose("capture", lift.capture(), number(golden, "top_decile_capture"), Close.GOLDEN);
    calibrated(Calibration.of(scored), golden);
  }

  private static void calibrated(Calibration calibration, JsonNode golden) {
    assertClose("brier", calibration.brier(), number(golden, "brier"), 1e-8);
    assertClose(
        "skill",
        calibration.brierSkill().orElseThrow(),
        1 - number(golden, "brier") / number(golden, "brier_base"),
        1e-7);
    assertClose("log-loss", calibration.logLoss(), number(golden, "log_loss"), 1e-8);
    Calibration.Line line = calibration.line().orElseThrow();
    assertClose("slope", line.slope(), number(golden, "calibration_slope"), COEFFICIENT);
    assertClose(
        "intercept",
        line.intercept(),
        number(golden, "calibration_intercept_at_slope"),
        COEFFICIENT);
    assertClose(
        "in the large",
        calibration.inTheLarge().orElseThrow(),
        number(golden, "calibration_in_the_large"),
        COEFFICIENT);
    assertClose("mean", calibration.meanProbability(), number(golden, "mean_p"), 1e-7);
    assertClose("share", calibration.eventShare(), number(golden, "mean_y"), 1e-12);
    assertClose("ece", calibration.expectedError(), number(golden, "ece10_equal_count"), 1e-7);
    for (int bin = 0; bin < 10; bin++) {
      CalibrationBin ours = calibration.bins().get(bin);
      double[] theirs = Golden.numbers(golden.path("bins").get(bin));
      assertThat(ours.cases()).isEqualTo((long) theirs[0]);
      assertClose("said", ours.meanProbability(), theirs[1], 1e-7);
      assertClose("happened", ours.eventShare(), theirs[2], 1e-12);
    }
  }

  @Test
  void theLogOfTenureAddsToTheFit() {
    List<Scored> plain = scored(RidgeLogistic.fit(train, 0), test);
    List<Scored> better = scored(RidgeLogistic.fit(withLog(train), 0), withLog(test));
    JsonNode golden = GOLDEN_FILE.path("logit_plus_log_tenure").path("test");
    assertClose("auc", Auc.of(better).area(), number(golden, "auc"), 1e-6);
    Auc.Difference difference = Auc.compare(better, plain).orElseThrow();
    assertThat(difference.difference()).isCloseTo(.855041 - .847817, Offset.offset(1e-6));
    assertThat(difference.pValue()).isLessThan(0.001);
  }

  /** Tenure is whole months; its z-score is turned back to take the log of one more. */
  private static List<Observation> withLog(List<Observation> cases) {
    double mean = number(logit().path("mean"), "tenure");
    double deviation = number(logit().path("sd_ddof0"), "tenure");
    return cases.stream()
        .map(one -> {
          List<Double> features = new ArrayList<>(one.features());
          features.add(Math.log1p(Math.max(0, features.getFirst() * deviation + mean)));
          return new Observation(features, one.event());
        })
        .toList();
  }

  @Test
  void scoresOfASingleFeatureRankAsTheGoldenFileSays() {
    List<Scored> tenure =
        test.stream().map(one -> new Scored(-one.features().getFirst(), one.event())).toList();
    JsonNode golden = GOLDEN_FILE.path("tenure_only");
    assertClose("tenure", Auc.of(tenure).area(), number(golden, "auc"), Close.GOLDEN);
    assertClose(
        "its error", Auc.of(tenure).standardError().orElseThrow(), number(golden, "se"), 1e-9);
  }
}
