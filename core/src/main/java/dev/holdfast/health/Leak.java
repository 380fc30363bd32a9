package dev.holdfast.health;

import dev.holdfast.stats.Auc;
import dev.holdfast.stats.Scored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A measure that seems to move because of a cancellation, so that it tells nothing in time.
 *
 * <p>Rule: the measure is judged twice against the same customers who stayed. Once on those who
 * were going to be lost after the gap and had not given notice, which is what a score is for. Once
 * on those who had made up their minds: notice was given, or, where none is known, the end was
 * nearer than the gap. It is flagged when the second area exceeds the first by more than {@value
 * #MOST} with 95 % certainty. No data counts as 50 points here, so that data which appear only with
 * a cancellation are seen. The errors of both areas are added as if they were independent, which
 * makes the flag rarer than it had to be. Fewer than {@value #FEWEST} accounts on either side are
 * not judged.
 *
 * @param before chance that one who was going to be lost has fewer points than one who stayed
 * @param after the same of one who had made up their mind
 * @param low lower end of the 95 % interval of the difference
 * @param high upper end
 */
public record Leak(double before, double after, double low, double high) {

  /** A measure that is honest moves on as the end comes near, by this much at most. */
  static final double MOST = 0.2;

  static final int FEWEST = 5;

  private static final double NO_DATA = 50;
  private static final double Z = 1.959963984540054;

  /** Rows of a replay, sorted for the question. */
  record Sides(List<ReplayRow> stayed, List<ReplayRow> before, List<ReplayRow> after) {

    static Sides of(Replay replay) {
      List<ReplayRow> stayed = new ArrayList<>();
      List<ReplayRow> before = new ArrayList<>();
      List<ReplayRow> after = new ArrayList<>();
      for (ReplayRow row : replay.rows()) {
        switch (row.fate()) {
          case STAYED -> stayed.add(row);
          case LOST -> before.add(row);
          case DECIDED -> after.add(row);
          case LOST_EARLY -> {
            if (row.lostOn() != null
                && replay.ends().notice(row.accountId(), row.lostOn()).isEmpty()) {
              after.add(row);
            }
          }
          case COMPLETED, OPEN, NO_CONTRACT -> {
            // Nothing is known of them.
          }
        }
      }
      return new Sides(stayed, before, after);
    }
  }

  /** The flag of a measure; absent when it is honest or cannot be judged. */
  static Optional<Leak> of(Sides sides, int measure) {
    if (accounts(sides.before()) < FEWEST
        || accounts(sides.after()) < FEWEST
        || accounts(sides.stayed()) < FEWEST) {
      return Optional.empty();
    }
    Auc before = auc(sides.stayed(), sides.before(), measure);
    Auc after = auc(sides.stayed(), sides.after(), measure);
    double half =
        Z * Math.hypot(before.standardError().orElseThrow(), after.standardError().orElseThrow());
    double difference = after.area() - before.area();
    return difference - half > MOST
        ? Optional.of(new Leak(before.area(), after.area(), difference - half, difference + half))
        : Optional.empty();
  }

  private static Auc auc(List<ReplayRow> stayed, List<ReplayRow> lost, int measure) {
    List<Scored> scored = new ArrayList<>();
    List<String> accounts = new ArrayList<>();
    for (ReplayRow row : stayed) {
      scored.add(new Scored(risk(row, measure), false));
      accounts.add(row.accountId());
    }
    for (ReplayRow row : lost) {
      scored.add(new Scored(risk(row, measure), true));
      accounts.add(row.accountId());
    }
    return Auc.clustered(scored, accounts);
  }

  private static double risk(ReplayRow row, int measure) {
    return -(row.has(measure) ? row.points(measure) : NO_DATA);
  }

  private static long accounts(List<ReplayRow> rows) {
    return rows.stream().map(ReplayRow::accountId).distinct().count();
  }

  /** What it means, in a sentence. */
  public String sentence() {
    return "It may move because of the cancellation: before notice it ranks "
        + Numbers.rounded(100 * before, 0)
        + " % of pairs rightly, after it "
        + Numbers.rounded(100 * after, 0)
        + " % (50 % is chance). Such a measure comes too late to act on.";
  }
}
