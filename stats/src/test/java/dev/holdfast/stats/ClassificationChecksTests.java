package dev.holdfast.stats;

import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.stats.RidgeLogistic.Observation;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Made-up inputs with ties, rare events and large units, against R. */
class ClassificationChecksTests {

  private static final double FIT = 1e-6;

  private static List<Golden.Row> input(Golden.Row check) {
    return Golden.ours("classification_cases.csv").stream()
        .filter(row -> row.text("case").equals(check.text("case")))
        .toList();
  }

  private static List<Golden.Row> checks(String what) {
    List<Golden.Row> rows =
        Golden.ours("classification_checks.csv").stream()
            .filter(row -> row.text("what").equals(what))
            .toList();
    assertThat(rows).as(what).hasSizeGreaterThanOrEqualTo(4);
    return rows;
  }

  private static List<Double> features(Golden.Row row) {
    return List.of(row.number("x1"), row.number("x2"), row.number("x3"));
  }

  private static boolean event(Golden.Row row) {
    return row.count("y") == 1;
  }

  private static RidgeLogistic plain(Golden.Row check) {
    return RidgeLogistic.fit(
        input(check).stream().map(row -> new Observation(features(row), event(row))).toList(), 0);
  }

  private static RidgeLogistic ridge(Golden.Row check, double lambda) {
    ZScores scale =
        ZScores.of(input(check).stream().map(ClassificationChecksTests::features).toList());
    return RidgeLogistic.fit(
        input(check).stream()
            .map(row -> new Observation(scale.apply(features(row)), event(row)))
            .toList(),
        lambda);
  }

  private static List<Scored> scored(Golden.Row check, String score) {
    return input(check).stream().map(row -> new Scored(row.number(score), event(row))).toList();
  }

  /** Relative, since one case has units of a million, and so tiny coefficients. */
  private static void assertRelative(Golden.Row row, double actual, double expected) {
    assertThat(actual / expected).as(row.toString()).isCloseTo(1, Offset.offset(FIT));
  }

  @Test
  void plainFitsMatchR() {
    for (Golden.Row row : checks("logit")) {
      RidgeLogistic fit = plain(row);
      int j = (int) row.count("at");
      assertRelative(row, j < 0 ? fit.intercept() : fit.coefficient(j), row.number("first"));
      assertRelative(
          row, j < 0 ? fit.interceptError() : fit.standardError(j), row.number("second"));
    }
    for (Golden.Row row : checks("likelihood")) {
      assertClose(row.toString(), plain(row).logLikelihood(), row.number("first"), Close.GOLDEN);
    }
  }

  @Test
  void ridgeFitsMatchR() {
    for (double lambda : new double[] {1, 10}) {
      for (Golden.Row row : checks("ridge-" + (int) lambda)) {
        RidgeLogistic fit = ridge(row, lambda);
        int j = (int) row.count("at");
        assertRelative(row, j < 0 ? fit.intercept() : fit.coefficient(j), row.number("first"));
      }
    }
  }

  @Test
  void areasAndTheirErrorsMatchDeLongByItsDefinition() {
    for (Golden.Row row : checks("auc")) {
      List<Scored> scored = scored(row, row.text("at"));
      Auc auc = Auc.of(scored);
      assertClose(row.toString(), auc.area(), row.number("first"), 1e-12);
      assertClose(row.toString(), auc.standardError().orElseThrow(), row.number("second"), 1e-12);
      assertClose(row.toString(), RocCurve.of(scored).area(), row.number("first"), 1e-12);
    }
    for (Golden.Row row : checks("compare")) {
      Auc.Difference test = Auc.compare(scored(row, "tied"), scored(row, "p")).orElseThrow();
      boolean error = row.text("at").equals("error");
      assertClose(row.toString(), error ? test.difference() : test.z(), row.number("first"), 1e-9);
      assertClose(
          row.toString(), error ? test.standardError() : test.pValue(), row.number("second"), 1e-9);
    }
  }

  @Test
  void calibrationMatchesR() {
    for (Golden.Row row : checks("line")) {
      Calibration.Line line = Calibration.of(scored(row, "p")).line().orElseThrow();
      boolean slope = row.text("at").equals("slope");
      assertRelative(row, slope ? line.slope() : line.intercept(), row.number("first"));
      if (slope) {
        assertRelative(row, line.slopeError(), row.number("second"));
      }
    }
    for (Golden.Row row : checks("in-the-large")) {
      double ours = Calibration.of(scored(row, "p")).inTheLarge().orElseThrow();
      assertRelative(row, ours, row.number("first"));
    }
    for (Golden.Row row : checks("brier")) {
      Calibration ours = Calibration.of(scored(row, "p"));
      assertClose(row.toString(), ours.brier(), row.number("first"), 1e-12);
      assertClose(row.toString(), ours.brierSkill().orElseThrow(), row.number("second"), 1e-12);
    }
    for (Golden.Row row : checks("log-loss")) {
      double ours = Calibration.of(scored(row, "p")).logLoss();
      assertClose(row.toString(), ours, row.number("first"), 1e-12);
    }
    for (Golden.Row row : checks("ece")) {
      double ours = Calibration.of(scored(row, "p")).expectedError();
      assertClose(row.toString(), ours, row.number("first"), 1e-12);
    }
  }

  @Test
  void liftAndAveragePrecisionMatchRWithTies() {
    for (Golden.Row row : checks("lift")) {
      Lift lift = Lift.of(scored(row, "tied"), Lift.TOP_DECILE);
      assertClose(row.toString(), lift.lift(), row.number("first"), 1e-12);
      assertClose(row.toString(), lift.capture(), row.number("second"), 1e-12);
    }
    for (Golden.Row row : checks("average-precision")) {
      double ours = PrecisionRecall.of(scored(row, "tied")).area();
      assertClose(row.toString(), ours, row.number("first"), 1e-12);
    }
  }
}
