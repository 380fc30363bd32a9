package dev.holdfast.health;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the risk of a loss is told from: a hazard model with its proof, or, with too few losses, the
 * share that was lost in each band.
 *
 * @param layout version of this record, for those that are kept
 * @param madeOn day on which it was learned
 * @param horizonDays days ahead in which a loss counts
 * @param months ends of months that were learned from
 * @param firstMonth the first of them; null when there is none
 * @param lastMonth the last; null when there is none
 * @param accountMonths accounts with a contract at those ends of months
 * @param accounts different ones
 * @param lostAccounts different ones whose loss was told in the month that followed
 * @param decided accounts at ends of months that were left out since their loss had been told
 * @param lateShare share of the facts that were recorded more than a day after they were true; null
 *     when there are none
 * @param model null with fewer than {@value Ranking#ENOUGH_LOSSES} lost accounts
 * @param trial what became of risks on other accounts and later months; null when that could not be
 *     tried
 * @param whyNoTrial why not; empty when it was tried
 * @param bands what became of the accounts in each band within the horizon
 * @param people what people said, judged as the model's risks are, on the same accounts
 * @param sentence what it is worth, in words
 */
public record ChurnRiskModel(
    int layout,
    LocalDate madeOn,
    int horizonDays,
    int months,
    @Nullable LocalDate firstMonth,
    @Nullable LocalDate lastMonth,
    long accountMonths,
    long accounts,
    long lostAccounts,
    long decided,
    @Nullable Double lateShare,
    @Nullable HazardModel model,
    @Nullable RiskTrial trial,
    String whyNoTrial,
    List<BandOutcome> bands,
    List<BacktestReport.Series> people,
    String sentence) {

  /** The layout of today. */
  static final int LAYOUT = 1;

  /** The usual horizon. */
  public static final int HORIZON_DAYS = 90;

  public ChurnRiskModel {
    bands = List.copyOf(bands);
    people = List.copyOf(people);
  }

  /** What became of all accounts within the horizon; its band means nothing. */
  BandOutcome ofAll() {
    return BandOutcome.of(
        Band.UNKNOWN,
        bands.stream().mapToLong(BandOutcome::cases).sum(),
        bands.stream().mapToLong(BandOutcome::lost).sum());
  }
}
