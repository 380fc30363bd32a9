package dev.holdfast.signals;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an account by a rule: which walk, which check. Pure: equal evidence, equal reading. */
final class Detection {

  private Detection() {}

  /**
   * Where the account stands on the last day of its evidence, and what was over by then.
   *
   * @param open the signal that goes on from before the first day of the evidence; null for none
   */
  static Reading read(SignalRule rule, AccountEvidence evidence, @Nullable Episode open) {
    Checks checks = new Checks(evidence, open != null);
    return switch (rule.detector()) {
      case Detector.UsageLimits limits ->
          customer(UsageWalk.limits(rule, limits, evidence.weeks()), evidence);
      case Detector.UsageCusum cusum ->
          customer(UsageWalk.cusum(rule, cusum, evidence.weeks()), evidence);
      case Detector.BandCrossing crossing ->
          DailyWalk.walk(rule, evidence, i -> checks.crossing(crossing, i), open);
      case Detector.ScoreDrop drop ->
          DailyWalk.walk(rule, evidence, i -> checks.drop(drop, i), open);
      case Detector.Silence silence -> {
        SilenceCheck check = new SilenceCheck(silence, evidence);
        yield DailyWalk.walk(rule, evidence, check::at, open);
      }
      case Detector.SatisfactionTrend trend -> {
        TrendCheck check = new TrendCheck(trend, evidence);
        yield DailyWalk.walk(rule, evidence, check::at, open);
      }
      case Detector.KeyPersonLeft left ->
          DailyWalk.walk(rule, evidence, i -> checks.left(left, i), open);
      case Detector.RenewalWindow window ->
          DailyWalk.walk(rule, evidence, i -> checks.renewal(window, i), open);
      case Detector.TicketOverdue overdue ->
          DailyWalk.walk(rule, evidence, i -> checks.ticket(overdue, i), open);
      case Detector.Contradiction contradiction ->
          DailyWalk.walk(rule, evidence, i -> checks.contradiction(contradiction, i), open);
      case Detector.SeatsNearLimit near ->
          DailyWalk.walk(rule, evidence, i -> checks.seats(near, i), open);
      case Detector.ReadyForGuidance ready ->
          DailyWalk.walk(rule, evidence, i -> checks.ready(ready, i), open);
    };
  }

  /** A walk over weeks does not know whether the account is a customer on the last day. */
  private static Reading customer(Reading reading, AccountEvidence evidence) {
    if (evidence.today().isPresent()) {
      return reading;
    }
    String reason = "it is not a customer on " + Say.day(evidence.day());
    List<Episode> over = new ArrayList<>(reading.over());
    if (reading.standing() instanceof Standing.Firing firing) {
      over.add(firing.episode().end(evidence.lastDayAfter(), reason));
    }
    return new Reading(new Standing.Quiet(reason), over);
  }
}
