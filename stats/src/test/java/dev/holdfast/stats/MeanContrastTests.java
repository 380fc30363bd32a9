package dev.holdfast.stats;

import static dev.holdfast.stats.Close.GOLDEN;
import static dev.holdfast.stats.Close.STUDENT;
import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MeanContrastTests {

  /** A row of an account, inside the part in question or not. */
  private record Row(int account, boolean inside, double value) {}

  @Test
  void agreesWithR() {
    List<Golden.Row> cases = Golden.ours("context_cases.csv");
    List<Golden.Row> checks = Golden.ours("context_checks.csv");
    assertThat(checks).hasSizeGreaterThanOrEqualTo(4);
    for (Golden.Row check : checks) {
      String name = check.text("case");
      List<Row> rows =
          cases.stream()
              .filter(row -> row.text("case").equals(name))
              .map(row ->
                  new Row((int) row.count("account"), row.count("inside") == 1, row.number("y")))
              .toList();
      VarianceComponents spread = new Sums(rows).spread();
      assertClose(name + " within", spread.within(), check.number("within"), GOLDEN);
      assertClose(name + " between", spread.between(), check.number("between"), GOLDEN);
      MeanContrast contrast = contrast(rows).orElseThrow();
      assertClose(name, contrast.difference(), check.number("difference"), GOLDEN);
      assertClose(name, contrast.standardError(), check.number("standard_error"), GOLDEN);
      assertClose(name, contrast.degreesOfFreedom(), check.number("degrees_of_freedom"), GOLDEN);
      assertClose(name, contrast.probability(), check.number("p"), STUDENT);
      assertClose(
          name, contrast.interval(0.95), check.number("low"), check.number("high"), STUDENT);
    }
  }

  @Test
  void oneAccountThatMakesUpThePartSaysNothing() {
    List<Row> rows = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(1);
    for (int account = 1; account <= 100; account++) {
      rows.add(new Row(account, false, 8 + random.nextGaussian()));
    }
    for (int i = 0; i < 50; i++) {
      rows.add(new Row(0, true, 2 + random.nextGaussian()));
    }
    assertThat(contrast(rows)).isEmpty();
    for (int account = 1; account <= 60; account++) {
      rows.add(new Row(account, true, 8 + random.nextGaussian()));
    }
    assertThat(contrast(rows).orElseThrow().probability()).isGreaterThan(0.2);
  }

  @Test
  void aFewRowsThatAreAlikeAreNoCertainty() {
    List<Row> rows = new ArrayList<>();
    for (int account = 0; account < 400; account++) {
      rows.add(new Row(account, account < 20, account >= 20 && account % 20 == 0 ? 0 : 100));
    }
    MeanContrast contrast = contrast(rows).orElseThrow();
    assertThat(contrast.difference()).isPositive();
    // All of 20 succeed in 36 of 100 draws when 95 % do; the jackknife alone says p = 0.0001.
    assertThat(contrast.probability()).isBetween(0.2, 0.5);
  }

  @Test
  void nothingThatVariesHasNoContrast() {
    assertThat(contrast(List.of(new Row(1, true, 5), new Row(2, true, 5), new Row(3, false, 5))))
        .isEmpty();
    List<Row> rows = new ArrayList<>();
    for (int account = 0; account < 40; account++) {
      rows.add(new Row(account, account % 2 == 0, 7.1));
    }
    assertThat(contrast(rows)).isEmpty();
  }

  @Test
  void withoutEffectFewerThanItSaysAreCalledOne() {
    for (double chance : new double[] {0.3, 0.05}) {
      List<Double> found = new ArrayList<>();
      Seeds.each(
          1500, seed -> found.add(contrast(noEffect(seed, chance)).orElseThrow().probability()));
      double share = found.stream().filter(p -> p <= 0.05).count() / (double) found.size();
      double rare = found.stream().filter(p -> p <= 0.002).count() / (double) found.size();
      // 0.05 and 0.002, and three standard errors of a share of 1500.
      assertThat(share).as("chance " + chance).isBetween(0.005, 0.067);
      assertThat(rare).as("chance " + chance).isLessThan(0.0055);
    }
  }

  @Test
  void anEffectIsFound() {
    List<Double> found = new ArrayList<>();
    Seeds.each(
        200,
        seed -> {
          List<Row> rows =
              noEffect(seed, 0.2).stream()
                  .map(row ->
                      new Row(row.account, row.inside, row.inside ? row.value - 2.5 : row.value))
                  .toList();
          found.add(contrast(rows).orElseThrow().probability());
        });
    assertThat(found.stream().filter(p -> p <= 0.01).count()).isGreaterThan(160);
  }

  /** Accounts of 1 to 12 rows that share a mood; some rows are inside by chance. */
  private static List<Row> noEffect(long seed, double chance) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Row> rows = new ArrayList<>();
    for (int account = 0; account < 100; account++) {
      double mood = random.nextGaussian();
      int size = random.nextInt(10) == 0 ? 12 : 1 + random.nextInt(3);
      for (int i = 0; i < size; i++) {
        boolean inside = random.nextDouble() < chance;
        rows.add(new Row(account, inside, 8 + mood + 1.5 * random.nextGaussian()));
      }
    }
    for (int account = 0; account < 6; account++) {
      rows.add(new Row(account, account < 3, 8));
    }
    return rows;
  }

  private static Optional<MeanContrast> contrast(List<Row> rows) {
    return new Sums(rows).contrast();
  }

  /** The sums of rows, as the query has them. */
  private static final class Sums {
    private static final int ACCOUNTS = 1000;
    private final double[][] n = new double[2][ACCOUNTS];
    private final double[][] sum = new double[2][ACCOUNTS];
    private double squares;
    private int rows;

    Sums(List<Row> all) {
      for (Row row : all) {
        n[row.inside ? 1 : 0][row.account]++;
        sum[row.inside ? 1 : 0][row.account] += row.value;
        squares += row.value * row.value;
        rows++;
      }
    }

    VarianceComponents spread() {
      double total = 0;
      double sizes = 0;
      double squaredSums = 0;
      for (int a = 0; a < ACCOUNTS; a++) {
        double size = n[0][a] + n[1][a];
        if (size > 0) {
          total += sum[0][a] + sum[1][a];
          sizes += size * size;
          squaredSums += Math.pow(sum[0][a] + sum[1][a], 2) / size;
        }
      }
      return VarianceComponents.ofSums(units(), rows, total, squares, sizes, squaredSums);
    }

    private long units() {
      long units = 0;
      for (int a = 0; a < ACCOUNTS; a++) {
        units += n[0][a] + n[1][a] > 0 ? 1 : 0;
      }
      return units;
    }

    Optional<MeanContrast> contrast() {
      MeanContrast.Side inside = side(1);
      MeanContrast.Side rest = side(0);
      double difference = inside.mean() - rest.mean();
      double shared = 0;
      double leftOut = 0;
      for (int a = 0; a < ACCOUNTS; a++) {
        shared += n[0][a] * n[1][a];
        if (n[1][a] < inside.n() && n[0][a] < rest.n()) {
          double without =
              (inside.sum() - sum[1][a]) / (inside.n() - n[1][a])
                  - (rest.sum() - sum[0][a]) / (rest.n() - n[0][a]);
          leftOut += (without - difference) * (without - difference);
        }
      }
      return MeanContrast.ofSums(inside, rest, shared, leftOut, units(), spread());
    }

    private MeanContrast.Side side(int which) {
      double rowsOf = 0;
      double total = 0;
      double sizes = 0;
      for (int a = 0; a < ACCOUNTS; a++) {
        rowsOf += n[which][a];
        total += sum[which][a];
        sizes += n[which][a] * n[which][a];
      }
      return new MeanContrast.Side((long) rowsOf, total, sizes);
    }
  }
}
