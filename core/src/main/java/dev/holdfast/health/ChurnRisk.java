package dev.holdfast.health;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The risk that an account is lost: that it gives notice or, without notice, ends its last contract
 * within a horizon.
 */
public sealed interface ChurnRisk {

  String accountId();

  /** The day at whose end it is told. */
  LocalDate day();

  /** All that is to be said, in a sentence or two. */
  String sentence();

  /**
   * A probability by the model.
   *
   * @param risk within the horizon
   * @param average the same of an account that is average in everything
   * @param losses different lost accounts that it was learned from
   * @param learnedOn day on which it was learned
   * @param reasons what makes it differ from the average, the largest first; with the average's log
   *     odds they add up to those of the first month, exactly
   * @param renewal null when no end of a term is known
   * @param proof whether such risks came true, in a sentence
   */
  record Estimated(
      String accountId,
      LocalDate day,
      int horizonDays,
      HazardModel.Estimate risk,
      double average,
      long losses,
      LocalDate learnedOn,
      List<Reason> reasons,
      @Nullable Renewal renewal,
      String proof,
      String sentence)
      implements ChurnRisk {
    public Estimated {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * What something known of an account does to its risk.
   *
   * @param title what it is about
   * @param logOdds what it adds to the log odds of a month, against the mean
   * @param odds what it multiplies the odds by
   * @param sentence what is known, and what it does, as the end of a sentence
   */
  record Reason(String title, double logOdds, double odds, String sentence) {}

  /**
   * The next end of a term.
   *
   * @param on the end of the term
   * @param days until then
   * @param likelihood that no loss is told by then
   */
  record Renewal(LocalDate on, long days, HazardModel.Estimate likelihood) {}

  /**
   * Too few losses are known for a probability of one account.
   *
   * @param losses different lost accounts that are known
   * @param needed how many would be enough
   * @param band the account's
   * @param outcome what became of accounts in that band
   */
  record Insufficient(
      String accountId,
      LocalDate day,
      int horizonDays,
      long losses,
      int needed,
      Band band,
      BandOutcome outcome,
      String sentence)
      implements ChurnRisk {}

  /**
   * Its loss is told already: there is nothing to foretell.
   *
   * @param toldOn when notice was given or will take effect
   * @param endsOn when its last contract ends
   */
  record Decided(
      String accountId, LocalDate day, LocalDate toldOn, LocalDate endsOn, String sentence)
      implements ChurnRisk {}

  /** Nothing can be said, and why. */
  record Untold(String accountId, LocalDate day, String sentence) implements ChurnRisk {}
}
