package dev.holdfast.stats;

import java.util.List;

/**
 * What working from the top of a ranking gains over working at random.
 *
 * <p>{@code lift = (events / cases in the top) / (events / cases in all)}, {@code capture = events
 * in the top / all events}. The top is a share of the cases, rounded up. Where it cuts through
 * cases of equal score it holds that part of their events, which is what chance would bring. Lift
 * runs from 0 to one over the share of events; 1 is chance. Nobody with the event is refused by a
 * {@link NoEstimateException}.
 *
 * <p>Golden file: {@code telco_classification.json} (top decile).
 *
 * @param cases how many are in the top
 * @param events how many of them have the event, in expectation where scores tie at the cut
 * @param lift against chance
 * @param capture of all events, the share in the top
 */
public record Lift(long cases, double events, double lift, double capture) {

  /** The top tenth. */
  public static final double TOP_DECILE = 0.1;

  /**
   * The lift of a share of the cases.
   *
   * @param share above 0, at most 1
   */
  public static Lift of(List<Scored> scored, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("a share of the cases is above 0, at most 1: " + share);
    }
    List<ScoreLevel> levels = ScoreLevel.of(scored);
    long all = levels.stream().mapToLong(ScoreLevel::events).sum();
    if (all == 0) {
      throw new NoEstimateException(NoEstimateException.Reason.ONE_OUTCOME);
    }
    // A product such as 0.1 times 30 may exceed a whole number by rounding only.
    long top = (long) Math.ceil(share * scored.size() - 1e-9);
    double events = 0;
    long left = top;
    for (ScoreLevel level : levels) {
      long taken = Math.min(left, level.cases());
      events += taken * level.eventShare();
      left -= taken;
    }
    double base = (double) all / scored.size();
    return new Lift(top, events, events / top / base, events / all);
  }
}
