package dev.holdfast.metrics;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a number is made of its source. A closed set: each family has one class that queries and
 * estimates it.
 *
 * <p>In a contract an estimator is a map with one entry: its word and its parameters, such as
 * {@code proportion: {success: "score >= 4"}}.
 */
public sealed interface Estimator permits SampleEstimator, UsageEstimator, LedgerEstimator {

  /** The word used in contracts: the record's name in snake case. */
  default String word() {
    return word(getClass());
  }

  /** Every kind of estimator by its word. */
  static SortedMap<String, Class<?>> kinds() {
    SortedMap<String, Class<?>> kinds = new TreeMap<>();
    collect(Estimator.class, kinds);
    return kinds;
  }

  private static void collect(Class<?> type, SortedMap<String, Class<?>> kinds) {
    for (Class<?> kind :
        Optional.ofNullable(type.getPermittedSubclasses()).orElse(new Class<?>[0])) {
      if (kind.isRecord()) {
        kinds.put(word(kind), kind);
      } else {
        collect(kind, kinds);
      }
    }
  }

  private static String word(Class<?> kind) {
    return kind.getSimpleName().replaceAll("(?<=[a-z0-9])([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** For compact constructors: refuses a parameter with a sentence. */
  static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new HoldfastException(ErrorCode.BAD_DEFINITION, sentence);
    }
  }
}
