package dev.holdfast.health;

import dev.holdfast.health.BacktestQueries.Notice;
import dev.holdfast.health.BacktestQueries.Spell;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How accounts' spells as customers ended, by the ledger. A spell that ends is a loss unless only
 * fixed terms ended as agreed.
 */
final class Ends {

  private record Key(String accountId, LocalDate endsOn) {}

  private final Map<String, List<Spell>> spells;
  private final Map<Key, LocalDate> notices = new HashMap<>();

  Ends(List<Spell> spells, List<Notice> notices) {
    this.spells = spells.stream().collect(Collectors.groupingBy(Spell::accountId));
    notices.forEach(notice ->
        this.notices.merge(
            new Key(notice.accountId(), notice.endsOn()),
            notice.givenOn(),
            (a, b) -> a.isBefore(b) ? a : b));
  }

  /**
   * What is asked of a cut-off.
   *
   * @param today the running day; windows that reach it are not over
   */
  record Window(int gapDays, int horizonDays, LocalDate today) {

    LocalDate gapEnd(LocalDate cutOff) {
      return cutOff.plusDays(gapDays);
    }

    LocalDate end(LocalDate cutOff) {
      return gapEnd(cutOff).plusDays(horizonDays);
    }

    boolean isOver(LocalDate cutOff) {
      return end(cutOff).isBefore(today);
    }
  }

  /** The spell that runs at the end of a day. */
  Optional<Spell> spell(String accountId, LocalDate day) {
    return spells.getOrDefault(accountId, List.of()).stream()
        .filter(spell -> !spell.startedOn().isAfter(day))
        .filter(spell -> spell.endedOn() == null || spell.endedOn().isAfter(day))
        .findFirst();
  }

  /** The day a spell was lost, or is going to be by what is known; null when it is not. */
  @Nullable LocalDate lostOn(String accountId, LocalDate day) {
    return spell(accountId, day)
        .filter(spell -> !spell.completed())
        .map(Spell::endedOn)
        .orElse(null);
  }

  /**
   * The day on which the loss of the spell that runs at the end of a day is told: when notice is
   * given or, without notice, when it ends; null when the spell is not lost.
   */
  @Nullable LocalDate toldOn(String accountId, LocalDate day) {
    LocalDate lostOn = lostOn(accountId, day);
    return lostOn == null ? null : notice(accountId, lostOn).orElse(lostOn);
  }

  /**
   * Whether the loss of an account that runs at the end of a day was told after it and by another
   * one; null when that is not to be asked: no contract ran, the loss had been told before, or
   * fixed terms ended as agreed by then.
   */
  @Nullable Boolean toldBetween(String accountId, LocalDate day, LocalDate by) {
    Spell spell = spell(accountId, day).orElse(null);
    if (spell == null) {
      return null;
    }
    LocalDate told = toldOn(accountId, day);
    if (told != null) {
      return told.isAfter(day) ? Boolean.valueOf(!told.isAfter(by)) : null;
    }
    LocalDate endedOn = spell.endedOn();
    boolean asAgreed = endedOn != null && !endedOn.isAfter(by);
    return asAgreed ? null : Boolean.FALSE;
  }

  /** What became of an account after a cut-off. */
  Fate fate(String accountId, LocalDate cutOff, Window window) {
    Spell spell = spell(accountId, cutOff).orElse(null);
    if (spell == null) {
      return Fate.NO_CONTRACT;
    }
    if (!window.isOver(cutOff)) {
      return Fate.OPEN;
    }
    LocalDate endedOn = spell.endedOn();
    if (endedOn == null || endedOn.isAfter(window.end(cutOff))) {
      return noticed(accountId, endedOn, cutOff) ? Fate.DECIDED : Fate.STAYED;
    }
    if (spell.completed()) {
      return Fate.COMPLETED;
    }
    if (noticed(accountId, endedOn, cutOff)) {
      return Fate.DECIDED;
    }
    return endedOn.isAfter(window.gapEnd(cutOff)) ? Fate.LOST : Fate.LOST_EARLY;
  }

  private boolean noticed(String accountId, @Nullable LocalDate endedOn, LocalDate cutOff) {
    LocalDate given = endedOn == null ? null : notices.get(new Key(accountId, endedOn));
    return given != null && !given.isAfter(cutOff) && given.isBefore(endedOn);
  }

  /** The day notice was given of a loss, if it was earlier than the loss itself. */
  Optional<LocalDate> notice(String accountId, LocalDate lostOn) {
    return Optional.ofNullable(notices.get(new Key(accountId, lostOn)))
        .filter(given -> given.isBefore(lostOn));
  }
}
