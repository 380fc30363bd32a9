package dev.holdfast.reports;

/**
 * How a measure's contribution to an account's health changed.
 *
 * @param title what the measure is, for people
 * @param points what it adds to the score now, less what it added before
 */
public record MeasureChange(String title, double points) {

  /** {@code usage change (-9.1)}. */
  String words() {
    return title.substring(0, 1).toLowerCase(java.util.Locale.ROOT)
        + title.substring(1)
        + " ("
        + (points > 0 ? "+" : "")
        + Phrases.one(points)
        + ")";
  }
}
