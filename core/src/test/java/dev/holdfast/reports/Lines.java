package dev.holdfast.reports;

import dev.holdfast.base.Money;
import dev.holdfast.health.Band;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Account lines for tests, each part changeable. */
final class Lines {

  static final LocalDate DAY = LocalDate.of(2026, 3, 18);
  static final Currency USD = Currency.getInstance("USD");

  private Lines() {}

  static AccountLine line(String id, @Nullable Double score, long arr) {
    return new AccountLine(
        name(id, "active"),
        score == null ? null : health(score, score),
        new Money(arr, USD),
        null,
        UsageMark.NONE,
        TicketMark.NONE,
        null,
        null);
  }

  static AccountName name(String id, String lifecycle) {
    return new AccountName(
        id,
        "Name of " + id,
        id.startsWith("e") ? "Enterprise" : null,
        null,
        null,
        null,
        lifecycle,
        "c1");
  }

  static HealthMark health(double score, double before) {
    return new HealthMark(band(score), score, score - before, 1, band(before), DAY.minusDays(3));
  }

  static Band band(double score) {
    return score < 40 ? Band.AT_RISK : score < 70 ? Band.WATCH : Band.HEALTHY;
  }

  static AccountLine with(AccountLine line, @Nullable HealthMark health) {
    return new AccountLine(
        line.account(),
        health,
        line.arr(),
        line.renewal(),
        line.usage(),
        line.tickets(),
        line.answer(),
        line.lastTouch());
  }

  static AccountLine with(AccountLine line, @Nullable Renewal renewal, @Nullable Instant touch) {
    return new AccountLine(
        line.account(),
        line.health(),
        line.arr(),
        renewal,
        line.usage(),
        line.tickets(),
        line.answer(),
        touch);
  }

  static AccountLine with(AccountLine line, Answer answer) {
    return new AccountLine(
        line.account(),
        line.health(),
        line.arr(),
        line.renewal(),
        line.usage(),
        line.tickets(),
        answer,
        line.lastTouch());
  }

  static Answer nps(long score, Instant at) {
    return new Answer(
        "r1", "a1", at, "relationship", "nps", 0, 10, true, score, "Exports break", "Ada", "mail");
  }
}
