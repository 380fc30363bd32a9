package dev.holdfast.stats;

import java.util.Arrays;
import java.util.Comparator;

/**
 * P values adjusted for having looked at many things at once (false discovery rate).
 *
 * <p>{@code adjusted(i) = min over j >= i of min(1, m p(j) / j)}, with the p values in ascending
 * order and m how many there are. Calling everything with an adjusted p of at most q a finding
 * keeps the expected share of false ones among the findings at or below q, when the tests are
 * independent or positively dependent.
 *
 * <p>Range: 0 to 1, never below the p value itself. No p values give no adjusted ones; a p value
 * outside 0..1 is refused. A test that could not be made has no p value: leave it out, it does not
 * count in m.
 *
 * <p>Source: Benjamini and Hochberg (1995), J. R. Stat. Soc. B 57:289-300, as in R's {@code
 * p.adjust}. Golden file: {@code golden/change_checks.csv} (made by {@code
 * golden/change_checks.R}).
 */
public final class BenjaminiHochberg {

  private BenjaminiHochberg() {}

  /** The adjusted p values, in the order in which the p values were given. */
  public static double[] adjusted(double[] probabilities) {
    for (double probability : probabilities) {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException(
            "a p value must lie between 0 and 1, not " + probability);
      }
    }
    int tests = probabilities.length;
    Integer[] largestFirst = new Integer[tests];
    Arrays.setAll(largestFirst, i -> i);
    Arrays.sort(largestFirst, Comparator.comparingDouble((Integer i) -> -probabilities[i]));
    double[] adjusted = new double[tests];
    double least = 1;
    for (int position = 0; position < tests; position++) {
      int test = largestFirst[position];
      int rank = tests - position;
      least = Math.min(least, probabilities[test] * tests / rank);
      adjusted[test] = least;
    }
    return adjusted;
  }
}
