package dev.holdfast.health;

import java.util.Locale;

/** What the health of an account with other accounts under it is told by. */
public enum RollUp {
  /** Its own score, whatever is under it. */
  OWN("its own score"),
  /** The mean score of the accounts under it, weighted by their yearly revenue. */
  CHILDREN_BY_REVENUE("the mean of the accounts under it, weighted by yearly revenue"),
  /** The lowest score of the accounts under it. */
  WORST_CHILD("the worst of the accounts under it");

  private final String words;

  RollUp(String words) {
    this.words = words;
  }

  /** As files spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** In words, as the end of a sentence. */
  public String words() {
    return words;
  }
}
