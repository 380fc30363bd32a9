package dev.holdfast.signals;

import java.time.LocalDate;

/** Where an account stands with a rule on a day, and why. */
public sealed interface Standing {

  /** Why, as a sentence without its first capital. */
  String why();

  /** Too little is known of the account yet. */
  record Arming(int days, int of) implements Standing {
    @Override
    public String why() {
      return "arming, " + days + " of " + of + " days";
    }
  }

  /** What is seen may be a gap in the data or an outage, so nothing is said of the customer. */
  record HeldBack(String why) implements Standing {}

  /** It does not hold; {@code why} says which clause failed, with the numbers. */
  record Quiet(String why) implements Standing {}

  /** It holds, yet not for long enough to be raised. */
  record Seen(LocalDate since, int days, int of, String sentence) implements Standing {
    @Override
    public String why() {
      return sentence + "; it holds for " + Say.days(days) + ", " + of + " are needed";
    }
  }

  /** It is raised and goes on. */
  record Firing(Episode episode) implements Standing {
    @Override
    public String why() {
      return episode.sentence();
    }
  }
}
