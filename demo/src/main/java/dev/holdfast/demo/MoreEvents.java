package dev.holdfast.demo;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.FactAppender;
import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.ImportId;
import dev.holdfast.facts.Origin;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** New usage of the people who are there, learned now: what an incremental refresh meets. */
public final class MoreEvents {

  private static final List<String> NAMES =
      List.of("sign_in", "shipment_tracked", UsageStream.VALUE_EVENT, "report_viewed");

  private MoreEvents() {}

  /**
   * Appends usage events spread over a day (UTC) and over people drawn at random, in one
   * transaction.
   *
   * @param seed also part of the events' ids: another call needs another seed
   * @return the delivery they came with
   * @throws HoldfastException {@code NOT_FOUND} when the log knows no active people
   */
  public static ImportId append(FactLog log, int count, LocalDate day, long seed) {
    List<PeopleQueries.Present> people =
        log.warehouse().read(sql -> PeopleQueries.present(sql, log));
    if (people.isEmpty()) {
      throw new HoldfastException(ErrorCode.NOT_FOUND, "There are no people to use the product.");
    }
    ImportId delivery =
        log.startDelivery("demo", "More usage on " + day, "{\"events\":" + count + "}", "demo");
    log.warehouse()
        .writeAlone(writer -> {
          Dice dice = Dice.of(seed, count, Dice.Purpose.MORE, day.toEpochDay());
          try (FactAppender appender = log.appender(writer, FactType.USAGE_EVENT, delivery)) {
            for (int i = 0; i < count; i++) {
              appender.append(event(i, day, seed, dice.pick(people), dice));
            }
          }
          return count;
        });
    return delivery;
  }

  private static Facts.UsageEvent event(
      int number, LocalDate day, long seed, PeopleQueries.Present person, Dice dice) {
    Instant at = day.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(dice.below(86_400));
    return new Facts.UsageEvent(
        new Origin(UsageStream.SOURCE, "more-" + seed + "-" + day + "-" + number, at),
        person.accountId(),
        person.personId(),
        dice.pick(NAMES),
        1,
        null,
        null,
        Map.of());
  }
}
