package dev.holdfast.health;

import java.util.Locale;

/** What a score means in a word. High is good, always. */
public enum Band {
  AT_RISK("At risk"),
  WATCH("Watch"),
  HEALTHY("Healthy"),
  /** Too little is known for a score, so that nobody takes silence for health. */
  UNKNOWN("Unknown");

  private final String title;

  Band(String title) {
    this.title = title;
  }

  /** The band as people read it. */
  public String title() {
    return title;
  }

  /** The band as files and tables spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
