package dev.holdfast.health;

/** What a measure without data does to the score. Its weight is never covered. */
public enum MissingPolicy {
  /** It is left out and its weight goes to the measures that have data. */
  EXCLUDE("left out, its weight goes to the others"),
  /** It counts as 50 points. */
  NEUTRAL("counts as 50 points"),
  /** It counts as 0 points. */
  WORST("counts as 0 points"),
  /** There is no score without it. */
  BLOCK("no score without it");

  private final String words;

  MissingPolicy(String words) {
    this.words = words;
  }

  /** What it does, for people. */
  public String words() {
    return words;
  }
}
