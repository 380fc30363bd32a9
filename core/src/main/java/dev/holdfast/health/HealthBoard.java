package dev.holdfast.health;

import dev.holdfast.health.HealthExplanation.Driver;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The health of all accounts on a day, as recorded.
 *
 * @param accounts how many there are
 * @param bands from the worst to the best, Unknown last; all four, also when empty
 * @param weighted mean score weighted by yearly revenue, per currency
 * @param falls accounts that lost most in 30 days, the largest loss first
 * @param rises accounts that gained most in 30 days, the largest gain first
 * @param unknown accounts without a score, the largest yearly revenue first
 */
public record HealthBoard(
    LocalDate day,
    long accounts,
    List<BandCount> bands,
    List<Weighted> weighted,
    List<Mover> falls,
    List<Mover> rises,
    List<Unscored> unknown) {

  public HealthBoard {
    bands = List.copyOf(bands);
    weighted = List.copyOf(weighted);
    falls = List.copyOf(falls);
    rises = List.copyOf(rises);
    unknown = List.copyOf(unknown);
  }

  /** Yearly revenue in minor units of a currency. */
  public record Revenue(String currency, long minor) {}

  /**
   * The accounts of a band.
   *
   * @param share of all accounts, 0 to 1; 0 when there are none
   * @param arr their yearly revenue, by currency
   */
  public record BandCount(Band band, long accounts, double share, List<Revenue> arr) {
    public BandCount {
      arr = List.copyOf(arr);
    }
  }

  /**
   * Mean score weighted by yearly revenue.
   *
   * <p>Formula: sum of score x revenue / sum of revenue, over accounts with both.
   *
   * @param accounts how many those are
   */
  public record Weighted(String currency, double score, long accounts) {}

  /**
   * An account whose score moved.
   *
   * @param by points in 30 days
   * @param sentence the move and what made it
   * @param drivers changes of contributions, the largest first
   */
  public record Mover(
      String accountId, double score, Band band, double by, String sentence, List<Driver> drivers) {
    public Mover {
      drivers = List.copyOf(drivers);
    }
  }

  /** An account without a score, and why. */
  public record Unscored(
      String accountId, double coverage, String why, long arrMinor, @Nullable String currency) {}
}
