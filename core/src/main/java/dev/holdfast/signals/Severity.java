package dev.holdfast.signals;

import java.util.Locale;

/** How bad it is if nobody looks. */
public enum Severity {
  LOW("Low", 1),
  MEDIUM("Medium", 3),
  HIGH("High", 9);

  private final String title;
  private final int weight;

  Severity(String title, int weight) {
    this.title = title;
    this.weight = weight;
  }

  /** The word as people read it. */
  public String title() {
    return title;
  }

  /** The word in files and addresses. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a signal of it counts in the ranking; each step is worth three of the one below. */
  public int weight() {
    return weight;
  }
}
