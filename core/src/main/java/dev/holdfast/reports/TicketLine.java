package dev.holdfast.reports;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One ticket as it stood at the moment shown.
 *
 * @param status a word of the fact's status; {@code open} when none was ever said
 * @param since when it came to have that status
 * @param events how many events it has
 */
public record TicketLine(
    String ticketId,
    String accountId,
    @Nullable String subject,
    String status,
    Instant openedAt,
    Instant since,
    @Nullable String priority,
    @Nullable String complexity,
    @Nullable String cause,
    @Nullable String agent,
    long events) {

  /** Whether it is neither solved nor closed. */
  public boolean open() {
    return !status.equals("solved") && !status.equals("closed");
  }

  /** Whether the customer waits for us: not for themselves, and not finished. */
  public boolean waitsOnUs() {
    return open() && !status.equals("pending_customer");
  }

  /** How long it has had its status. */
  public Duration waited(Instant now) {
    return Duration.between(since, now);
  }

  /** The status as people write it. */
  public String statusWord() {
    return switch (status) {
      case "open" -> "waits on us";
      case "pending_customer" -> "waits on the customer";
      case "on_hold" -> "on hold";
      default -> Phrases.plain(status);
    };
  }
}
