package dev.holdfast.health;

import dev.holdfast.health.Ranking.Signal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backtest found: whether a profile would have told who was going to be lost.
 *
 * @param layout version of this record, for those that are kept
 * @param profile name of the profile
 * @param version its version
 * @param title what the profile is for
 * @param definition stands for every detail of the profile: another definition, another text
 * @param madeOn day on which it was made
 * @param gapDays see {@link BacktestRequest}
 * @param horizonDays see {@link BacktestRequest}
 * @param cutOffs how many cut-offs counted
 * @param firstCutOff the first of them; null when there is none
 * @param lastCutOff the last; null when there is none
 * @param signal what the score is worth
 * @param verdict the same in a sentence or two
 * @param score how it ranks
 * @param withoutScore share of the accounts at cut-offs that had no score
 * @param decided accounts at cut-offs that were left out since notice was given
 * @param lateShare share of the facts that were recorded more than a day after they were true; null
 *     when there are none
 * @param warning how early it warned
 * @param bands what became of the accounts in each band
 * @param heldOut what held on other accounts and later months; null when that could not be tried
 * @param whyNotHeldOut why not; empty when it was tried
 * @param measures each measure by itself, in the profile's order
 * @param weights what is to be said about suggested weights
 * @param people what people said, scored in the same way
 * @param remarks what a reader must know, in order
 */
public record BacktestReport(
    int layout,
    String profile,
    int version,
    String title,
    String definition,
    LocalDate madeOn,
    int gapDays,
    int horizonDays,
    int cutOffs,
    @Nullable LocalDate firstCutOff,
    @Nullable LocalDate lastCutOff,
    Signal signal,
    String verdict,
    Ranking score,
    double withoutScore,
    long decided,
    @Nullable Double lateShare,
    EarlyWarning warning,
    List<BandOutcome> bands,
    @Nullable HeldOut heldOut,
    String whyNotHeldOut,
    List<MeasureFinding> measures,
    String weights,
    List<Series> people,
    List<String> remarks) {

  /** The layout of today. */
  static final int LAYOUT = 1;

  public BacktestReport {
    bands = List.copyOf(bands);
    measures = List.copyOf(measures);
    people = List.copyOf(people);
    remarks = List.copyOf(remarks);
  }

  /**
   * Another series of scores, judged as the profile's score is.
   *
   * @param title who said it
   * @param said how it ranks
   * @param score how the profile's score ranks the same accounts at the same cut-offs
   */
  public record Series(String title, Ranking said, Ranking score) {}

  /** The measures that are flagged as moving because of the cancellation. */
  public List<MeasureFinding> leaks() {
    return measures.stream().filter(measure -> measure.leak() != null).toList();
  }
}
