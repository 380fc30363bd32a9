package dev.holdfast.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message that was not taken in, with the reason and the bytes sent.
 *
 * @param id its number
 * @param source the system that sent it
 * @param messageId the id it came with, or one made here
 * @param wire the shape of the request it came in
 * @param kind {@code track}, {@code identify}, ...; empty when it did not say
 * @param name name of the event; null when it could not be told
 * @param personId who did it; null when it could not be told
 * @param anonymousId the visitor; null when it could not be told
 * @param accountId the account; null when it could not be told
 * @param sessionId the session its request named; null when it named none
 * @param sentAt when its request was sent by the client's clock, as sent; null when it did not say
 * @param receivedAt when it came
 * @param recordedAt when it was stored here
 * @param code reason code
 * @param field member that is wrong; empty when it is the whole message
 * @param says the reason
 * @param raw the bytes sent
 * @param corrected the message as somebody corrected it, if anybody did
 * @param status where it stands
 * @param changedBy who corrected or replayed it last
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record FailedEvent(
    long id,
    String source,
    String messageId,
    Wire wire,
    String kind,
    @Nullable String name,
    @Nullable String personId,
    @Nullable String anonymousId,
    @Nullable String accountId,
    @Nullable String sessionId,
    @Nullable String sentAt,
    Instant receivedAt,
    Instant recordedAt,
    String code,
    String field,
    String says,
    byte[] raw,
    Optional<String> corrected,
    Status status,
    Optional<String> changedBy) {

  /** Where it stands. Messages are marked, never deleted. */
  public enum Status {
    OPEN,
    /** Taken in after all. */
    RESOLVED
  }

  /** The message as it would be run again. */
  public String current() {
    return corrected.orElseGet(() -> new String(raw, StandardCharsets.UTF_8));
  }

  /** Whether it is a whole request that could not be told apart into messages. */
  boolean isWholeRequest() {
    return code.equals(Fault.Code.NOT_READABLE.word());
  }

  /** The message as a request of its own, with what its first request said around it. */
  Draft draft() {
    byte[] body = corrected.map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(raw);
    Draft draft = DraftReader.readAgain(source, wire, receivedAt, body);
    draft.messageId = messageId;
    if (draft.sentAt == null) {
      draft.sentAt = sentAt;
    }
    if (draft.contextGroupId == null && draft.groupId == null) {
      draft.contextGroupId = accountId;
    }
    if (draft.sessionId == null) {
      draft.sessionId = sessionId;
    }
    return draft;
  }
}
