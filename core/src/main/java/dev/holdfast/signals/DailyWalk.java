package dev.holdfast.signals;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks the recorded days of an account: raises what holds for enough days in a row, ends what is
 * clear for enough days in a row. Days that may be a gap in the data count neither way.
 */
final class DailyWalk {

  /** For so many days a gap in the data keeps a rule from speaking. */
  static final int HELD_DAYS = 7;

  /** After so many days without a record what was seen before no longer counts as in a row. */
  private static final int APART = 3;

  private final SignalRule rule;
  private final AccountEvidence evidence;
  private final Check check;
  private final List<Episode> over = new ArrayList<>();
  private @Nullable Episode open;
  private @Nullable LocalDate since;
  private int holding;
  private int clearing;
  private Standing standing;

  /** What a rule says of one day. */
  interface Check {
    Look at(int index);
  }

  /**
   * What a day looks like.
   *
   * @param holds whether the condition is met
   * @param clear whether it is met no more, with the margin that keeps it from flapping
   * @param sentence what was seen, or the clause that failed
   */
  record Look(boolean holds, boolean clear, String sentence, List<EvidenceRow> rows) {

    static Look of(boolean holds, String sentence, List<EvidenceRow> rows) {
      return new Look(holds, !holds, sentence, rows);
    }

    static Look no(String sentence) {
      return new Look(false, true, sentence, List.of());
    }
  }

  private DailyWalk(
      SignalRule rule, AccountEvidence evidence, Check check, @Nullable Episode open) {
    this.rule = rule;
    this.evidence = evidence;
    this.check = check;
    this.open = open;
    this.standing = new Standing.Quiet("it is not a customer on " + Say.day(evidence.day()));
  }

  /**
   * Walks the days.
   *
   * @param open what goes on from before the first day; null for nothing
   */
  static Reading walk(
      SignalRule rule, AccountEvidence evidence, Check check, @Nullable Episode open) {
    DailyWalk walk = new DailyWalk(rule, evidence, check, open);
    for (int index = 0; index < evidence.days().size(); index++) {
      walk.step(index);
    }
    if (evidence.today().isEmpty()) {
      walk.leave();
    }
    return new Reading(walk.standing, walk.over);
  }

  private void step(int index) {
    LocalDate day = evidence.days().get(index).day();
    if (index > 0 && ChronoUnit.DAYS.between(evidence.days().get(index - 1).day(), day) > APART) {
      holding = 0;
      clearing = 0;
    }
    int known = daysKnown(day);
    if (known < rule.timing().baselineDays()) {
      holding = 0;
      standing = new Standing.Arming(known, rule.timing().baselineDays());
      return;
    }
    Optional<String> against =
        evidence
            .company()
            .gaps()
            .against(rule.sources(), evidence.customer(), day.minusDays(HELD_DAYS - 1L), day);
    if (against.isPresent()) {
      standing = open == null ? new Standing.HeldBack(against.get()) : new Standing.Firing(open);
      return;
    }
    Look look = check.at(index);
    if (open == null) {
      watch(day, look);
    } else {
      goOn(open, day, look);
    }
  }

  /** Days since the first thing was known that the rule compares with. */
  private int daysKnown(LocalDate day) {
    LocalDate first =
        rule.detector() instanceof Detector.Silence
            ? (evidence.use().isEmpty() ? null : evidence.use().firstKey())
            : evidence.firstScored();
    return first == null ? 0 : (int) Math.max(0, ChronoUnit.DAYS.between(first, day));
  }

  private void watch(LocalDate day, Look look) {
    if (!look.holds()) {
      holding = 0;
      standing = new Standing.Quiet(look.sentence());
      return;
    }
    holding++;
    since = holding == 1 || since == null ? day : since;
    int needed = rule.timing().confirmDays();
    if (holding < needed) {
      standing = new Standing.Seen(since, holding, needed, look.sentence());
    } else {
      open = Episode.raised(since, day, look.sentence(), look.rows());
      standing = new Standing.Firing(open);
      clearing = 0;
    }
  }

  private void goOn(Episode episode, LocalDate day, Look look) {
    clearing = look.clear() ? clearing + 1 : 0;
    if (clearing >= rule.timing().clearDays()) {
      over.add(episode.end(day, look.sentence()));
      open = null;
      holding = 0;
      standing = new Standing.Quiet(look.sentence());
    } else {
      standing = new Standing.Firing(episode);
    }
  }

  /** No customer any more on the last day. */
  private void leave() {
    String reason = "it is not a customer on " + Say.day(evidence.day());
    if (open != null) {
      over.add(open.end(evidence.lastDayAfter(), reason));
      open = null;
    }
    standing = new Standing.Quiet(reason);
  }
}
