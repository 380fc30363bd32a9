package dev.holdfast.bench;

import dev.holdfast.metrics.Estimate;
import dev.holdfast.metrics.MetricValue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether two engines answer a question alike, month by month. */
final class AnswerCheck {

  /** Sums of fractions in another order differ in the last digits. */
  private static final double TOLERANCE = 1e-9;

  private AnswerCheck() {}

  /**
   * What differs, in words; nothing when all is equal. A numerator or denominator is compared where
   * Holdfast gives one.
   *
   * @param minimumSample sample below which Holdfast says no value
   */
  static List<String> differences(
      String rival, List<MetricValue> ours, List<HandAnswer> theirs, int minimumSample) {
    Map<LocalDate, MetricValue> byMonth =
        ours.stream()
            .collect(Collectors.toMap(value -> value.period().from(), Function.identity()));
    Map<LocalDate, HandAnswer> byHand =
        theirs.stream().collect(Collectors.toMap(HandAnswer::month, Function.identity()));
    TreeSet<LocalDate> months = new TreeSet<>(byMonth.keySet());
    months.addAll(byHand.keySet());
    List<String> differences = new ArrayList<>();
    for (LocalDate month : months) {
      MetricValue our = byMonth.get(month);
      HandAnswer their = byHand.getOrDefault(month, new HandAnswer(month, 0, null, null, null));
      if (our == null) {
        differences.add(rival + " answers for " + month + ", which was not asked");
      } else {
        String where = our.metric() + " of " + month + " on " + rival + ": ";
        unequal(our.estimate(), their, minimumSample)
            .forEach(difference -> differences.add(where + difference));
      }
    }
    return differences;
  }

  private static List<String> unequal(Estimate our, HandAnswer their, int minimumSample) {
    List<String> unequal = new ArrayList<>();
    if (our.n() != their.n()) {
      unequal.add("n is " + their.n() + ", Holdfast says " + our.n());
    }
    if (our.numerator() != null) {
      compare("numerator", our.numerator(), their.numerator(), unequal);
    }
    if (our.denominator() != null) {
      compare("denominator", our.denominator(), their.denominator(), unequal);
    }
    compare("value", our.value(), their.n() < minimumSample ? null : their.value(), unequal);
    return unequal;
  }

  private static void compare(
      String what, @Nullable Double our, @Nullable Double their, List<String> unequal) {
    if (!equal(our, their)) {
      unequal.add(what + " is " + their + ", Holdfast says " + our);
    }
  }

  private static boolean equal(@Nullable Double our, @Nullable Double their) {
    if (our == null) {
      return their == null;
    }
    return their != null && Math.abs(our - their) <= TOLERANCE * Math.max(1, Math.abs(our));
  }
}
