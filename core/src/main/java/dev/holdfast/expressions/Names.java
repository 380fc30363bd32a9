package dev.holdfast.expressions;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name somebody probably meant. */
final class Names {

  private Names() {}

  /** {@code ; did you mean "health"?}, or nothing when no name is near. */
  static String suggestion(String written, Collection<String> known) {
    return nearest(written, known).map(name -> "; did you mean \"" + name + "\"?").orElse("");
  }

  static Optional<String> nearest(String written, Collection<String> known) {
    int furthest = Math.max(2, written.length() / 3);
    return known.stream()
        .filter(name -> distance(written, name) <= furthest)
        .min(
            Comparator.comparingInt((String name) -> distance(written, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Levenshtein distance, capitals aside. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], above) + 1, diagonal + change);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
