package dev.holdfast.health;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The health of an account as told by the accounts under it, beside its own score.
 *
 * <p>The accounts under it are its children, their children and so on, by their latest facts of the
 * day; the account itself is not among them. Of a mean weighted by revenue, those without a score
 * or without yearly revenue are left out; of the worst, those without a score. The contributions of
 * those that count add up to the score exactly, in thousandths of a point.
 *
 * @param how never {@link RollUp#OWN}
 * @param score 0 to 100; the account's own when nothing under it counts; null when that has none
 *     either
 * @param band of the score, by the bands of the account's profile
 * @param own its own score; null when the band is Unknown
 * @param parts those that count, the largest contribution first; empty when none does
 * @param leftOut accounts under it that do not count
 * @param circular whether the account stands under itself; each account counts once all the same
 */
public record HealthRollUp(
    RollUp how,
    @Nullable Double score,
    Band band,
    @Nullable Double own,
    List<Part> parts,
    long leftOut,
    boolean circular) {

  public HealthRollUp {
    parts = List.copyOf(parts);
  }

  /**
   * An account that counts.
   *
   * @param weight share of the score that it makes up, 0 to 1
   * @param contribution points of the score that come from it
   */
  public record Part(
      String accountId, double score, Band band, double weight, double contribution) {}

  /** What it is and what it rests on, in sentences. */
  public String sentence() {
    String under = Numbers.count(parts.size(), "account", "accounts");
    String rest =
        leftOut == 0
            ? ""
            : " "
                + Numbers.count(leftOut, "account", "accounts")
                + " without a score"
                + (how == RollUp.CHILDREN_BY_REVENUE ? " or yearly revenue" : "")
                + (leftOut == 1 ? " is" : " are")
                + " left out.";
    String circle =
        circular ? " It stands under itself; mend 'parent_id' of the accounts under it." : "";
    if (parts.isEmpty()) {
      return "No account under it counts, so its own score stands." + rest + circle;
    }
    return "Its profile tells it by "
        + how.words()
        + ": "
        + under
        + (own == null
            ? "; it has no score of its own."
            : "; its own score is " + points(own) + ".")
        + rest
        + circle;
  }

  private static String points(double score) {
    return Numbers.rounded(score, 1);
  }
}
