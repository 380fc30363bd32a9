package dev.holdfast.health;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a draft of a profile would do to the accounts of a day.
 *
 * @param day the last scored one; its stored inputs are used
 * @param accounts that would take the draft
 * @param entering those of them that another profile has now
 * @param leaving accounts that have the profile now and would get another one
 * @param meanBefore mean score of those that have the profile now; null without scores
 * @param meanAfter mean score of those that would take the draft; null without scores
 * @param bands every band with its accounts
 * @param bins scores in steps of five points, from 0
 * @param changing how many accounts would be in another band
 * @param movers those with the most yearly revenue, in order
 * @param measures in the draft's order
 */
public record ProfilePreview(
    LocalDate day,
    long accounts,
    long entering,
    long leaving,
    @Nullable Double meanBefore,
    @Nullable Double meanAfter,
    List<Counts> bands,
    List<Bin> bins,
    long changing,
    List<Mover> movers,
    List<Spread> measures) {

  public ProfilePreview {
    bands = List.copyOf(bands);
    bins = List.copyOf(bins);
    movers = List.copyOf(movers);
    measures = List.copyOf(measures);
  }

  /** How many accounts a band has now and would have. */
  public record Counts(Band band, long before, long after) {}

  /** How many accounts score {@code [from, from + 5)} now and would; the last bin includes 100. */
  public record Bin(int from, long before, long after) {}

  /**
   * An account that would be in another band.
   *
   * @param before its score now; null when unknown
   * @param after its score under the draft; null when unknown
   * @param currency null without subscription
   * @param why what makes most of it, in words
   */
  public record Mover(
      String accountId,
      Band bandBefore,
      Band bandAfter,
      @Nullable Double before,
      @Nullable Double after,
      long arrMinor,
      @Nullable String currency,
      String why) {}

  /**
   * How the points of a measure are spread over the accounts that would take the draft.
   *
   * @param coverage share of them that have data, 0 to 1
   * @param low points that a tenth is below; null without data
   * @param middle the median
   * @param high points that a tenth is above
   * @param atZero share of those with data at 0 points
   * @param atMost share of those with data at 100 points
   * @param bins accounts by points in steps of ten, from 0; the last bin includes 100
   */
  public record Spread(
      String name,
      String title,
      double coverage,
      @Nullable Double low,
      @Nullable Double middle,
      @Nullable Double high,
      double atZero,
      double atMost,
      List<Long> bins) {
    public Spread {
      bins = List.copyOf(bins);
    }
  }
}
