package dev.holdfast.stream;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a message happened, by our clock.
 *
 * <p>Rule: {@code received - (sent - timestamp)}, which takes the client's clock out of it; {@code
 * timestamp} where the client does not say when it sent it; when it was received where there is no
 * timestamp. A time up to {@link #AHEAD} later than its arrival is taken as its arrival; one that
 * lies further ahead, or before {@link #EARLIEST}, is a mistake. However late a message comes, it
 * counts for the day it happened on.
 *
 * <p>Source: Segment's specification of common fields (timestamps), as its clients use it.
 */
final class MessageTime {

  /** So far clocks are apart when a client says nothing of its own. */
  static final Duration AHEAD = Duration.ofMinutes(10);

  /** Earlier ones are clocks that were never set. */
  static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern(
          "yyyy-MM-dd[['T'][' ']HH:mm[:ss[.SSSSSSSSS][.SSSSSSSS][.SSSSSSS][.SSSSSS][.SSSSS][.SSSS]"
              + "[.SSS][.SS][.S]][XXX][XX][X]]",
          java.util.Locale.ROOT);

  private static final long SECONDS_BELOW = 100_000_000_000L;

  private MessageTime() {}

  /** The time of a message; a fault on the draft, and its arrival, where it makes no sense. */
  static Instant of(Draft draft) {
    Instant received = draft.receivedAt;
    if (draft.timestamp == null) {
      return received;
    }
    Optional<Instant> claimed = parse(draft.timestamp);
    if (claimed.isEmpty()) {
      draft.fail(
          Fault.Code.BAD_TIME,
          "timestamp",
          "timestamp must look like 2026-03-01T09:30:00.000Z, not '"
              + shortened(draft.timestamp)
              + "'");
      return received;
    }
    Instant happened =
        sent(draft.sentAt)
            .map(sent -> received.minus(Duration.between(claimed.get(), sent)))
            .orElse(claimed.get())
            .truncatedTo(ChronoUnit.MICROS);
    if (happened.isAfter(received.plus(AHEAD))) {
      draft.fail(
          Fault.Code.BAD_TIME,
          "timestamp",
          "timestamp lies ahead: it would have happened at " + happened + ", after it arrived");
      return received;
    }
    if (happened.isBefore(EARLIEST)) {
      draft.fail(Fault.Code.BAD_TIME, "timestamp", "timestamp lies before 2000: " + happened);
      return received;
    }
    return happened.isAfter(received) ? received : happened;
  }

  private static Optional<Instant> sent(@Nullable String text) {
    return text == null ? Optional.empty() : parse(text);
  }

  /** ISO 8601, UTC where no offset is given; or a whole number of seconds or milliseconds. */
  static Optional<Instant> parse(String text) {
    try {
      if (text.endsWith("Z") && text.length() > 19) {
        return Optional.of(Instant.parse(text));
      }
      if (text.matches("[0-9]{9,15}")) {
        long number = Long.parseLong(text);
        return Optional.of(
            number < SECONDS_BELOW ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number));
      }
      TemporalAccessor parsed =
          ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      return Optional.of(
          switch (parsed) {
            case OffsetDateTime there -> there.toInstant();
            case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
            default -> LocalDate.from(parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
          });
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
