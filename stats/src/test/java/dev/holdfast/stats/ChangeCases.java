package dev.holdfast.stats;

import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Reads the inputs and results of {@code golden/change_checks.R}. */
final class ChangeCases {

  private static final List<Golden.Row> CASES = Golden.ours("change_cases.csv");
  private static final List<Golden.Row> CHECKS = Golden.ours("change_checks.csv");

  private ChangeCases() {}

  /** The names of the cases that begin with a word, in the order of the file; never none. */
  static List<String> named(String prefix) {
    List<String> names =
        CASES.stream()
            .map(row -> row.text("case"))
            .filter(name -> name.startsWith(prefix + "-"))
            .distinct()
            .toList();
    assertThat(names).as("cases of " + prefix).isNotEmpty();
    return names;
  }

  static double[] column(String name, String column) {
    return CASES.stream()
        .filter(row -> row.text("case").equals(name) && row.has(column))
        .mapToDouble(row -> row.number(column))
        .toArray();
  }

  static long[] counts(String name, String column) {
    return CASES.stream()
        .filter(row -> row.text("case").equals(name))
        .mapToLong(row -> row.count(column))
        .toArray();
  }

  /** The one result of a case that has no position. */
  static double expected(String name, String what) {
    List<Golden.Row> rows = rows(name, what);
    assertThat(rows).as(name + " " + what).hasSize(1);
    return rows.getFirst().number("expected");
  }

  /** All results of a case for one thing, in order of position. */
  static double[] allExpected(String name, String what) {
    return rows(name, what).stream().mapToDouble(row -> row.number("expected")).toArray();
  }

  /** Compares the result at every position of a case. */
  static void assertEach(
      String name, String what, int size, IntToDoubleFunction actual, double tolerance) {
    double[] expected = allExpected(name, what);
    assertThat(expected).as(name + " " + what).hasSize(size);
    for (int i = 0; i < size; i++) {
      assertClose(name + " " + what + " " + i, actual.applyAsDouble(i), expected[i], tolerance);
    }
  }

  private static List<Golden.Row> rows(String name, String what) {
    return CHECKS.stream()
        .filter(row -> row.text("case").equals(name) && row.text("what").equals(what))
        .toList();
  }
}
