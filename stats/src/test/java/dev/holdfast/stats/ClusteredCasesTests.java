package dev.holdfast.stats;

import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.stats.RidgeLogistic.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Cases that come in clusters, against R and against what must hold. */
class ClusteredCasesTests {

  private static final double FIT = 1e-6;

  private static List<Golden.Row> input(Golden.Row check) {
    return Golden.ours("classification_cases.csv").stream()
        .filter(row -> row.text("case").equals(check.text("case")))
        .toList();
  }

  private static List<Golden.Row> checks(String what) {
    List<Golden.Row> rows =
        Golden.ours("clustered_checks.csv").stream()
            .filter(row -> row.text("what").equals(what))
            .toList();
    assertThat(rows).as(what).hasSizeGreaterThanOrEqualTo(8);
    return rows;
  }

  private static boolean event(Golden.Row row) {
    return row.count("y") == 1;
  }

  /** Three cases in order make a cluster. */
  private static List<String> clusters(int cases) {
    return IntStream.range(0, cases).mapToObj(i -> "c" + i / 3).toList();
  }

  @Test
  void areasOfClusteredCasesMatchR() {
    for (Golden.Row check : checks("auc")) {
      List<Scored> scored =
          input(check).stream()
              .map(row -> new Scored(row.number(check.text("at")), event(row)))
              .toList();
      Auc auc = Auc.clustered(scored, clusters(scored.size()));
      assertClose(check.toString(), auc.area(), check.number("first"), Close.GOLDEN);
      assertClose(
          check.toString(), auc.standardError().orElseThrow(), check.number("second"), 1e-12);
    }
  }

  @Test
  void errorsOfCoefficientsOfClusteredCasesMatchR() {
    for (Golden.Row check : checks("logit")) {
      List<Observation> observations =
          input(check).stream()
              .map(row ->
                  new Observation(
                      List.of(row.number("x1"), row.number("x2"), row.number("x3")), event(row)))
              .toList();
      int feature = (int) check.count("at");
      double error =
          RidgeLogistic.fit(observations, 0)
              .clusteredErrors(observations, clusters(observations.size()))
              .get(feature);
      // Relative, since one case has units of a million, and so tiny errors.
      assertThat(error / check.number("second"))
          .as(check.toString())
          .isCloseTo(1, Offset.offset(FIT));
    }
  }

  @Test
  void clustersOfOneCaseGiveDeLongsError() {
    List<Scored> scored = random(7, 120);
    List<String> alone = IntStream.range(0, 120).mapToObj(i -> "c" + i).toList();
    assertClose(
        "error",
        Auc.clustered(scored, alone).standardError().orElseThrow(),
        Auc.of(scored).standardError().orElseThrow(),
        1e-12);
  }

  @Test
  void casesSaidFiveTimesAreNoMoreThanSaidOnce() {
    List<Scored> once = random(11, 80);
    List<Scored> five = new ArrayList<>();
    List<String> clusters = new ArrayList<>();
    for (int i = 0; i < once.size(); i++) {
      for (int copy = 0; copy < 5; copy++) {
        five.add(once.get(i));
        clusters.add("c" + i);
      }
    }
    double honest = Auc.of(once).standardError().orElseThrow();
    assertClose(
        "clustered", Auc.clustered(five, clusters).standardError().orElseThrow(), honest, 1e-12);
    assertThat(Auc.of(five).standardError().orElseThrow())
        .as("what the copies would pass for")
        .isLessThan(honest / 2);
  }

  @Test
  void oneClusterWithTheEventHasNoInterval() {
    List<Scored> scored =
        List.of(
            new Scored(3, true), new Scored(2, true), new Scored(1, false), new Scored(0, false));
    Auc auc = Auc.clustered(scored, List.of("a", "a", "b", "c"));
    assertThat(auc.standardError()).isEmpty();
    assertThat(auc.interval(Interval.LEVEL)).isEmpty();
  }

  private static List<Scored> random(long seed, int cases) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, cases)
        .mapToObj(i -> {
          boolean event = random.nextDouble() < 0.4;
          return new Scored(Math.round(10 * (random.nextDouble() + (event ? 0.3 : 0))), event);
        })
        .toList();
  }
}
