package dev.holdfast.stream;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was read of one message, whether it makes sense or not. Filled by who reads it. */
final class Draft {

  final Instant receivedAt;
  final String source;
  final Wire wire;

  /** {@code track}, {@code page}, ...; empty when it does not say. */
  String kind;

  /** As sent, or made here when none was. */
  String messageId = "";

  @Nullable String userId;
  @Nullable String anonymousId;

  /** The account a group call is about. */
  @Nullable String groupId;

  /** The account in which something else was done: {@code context.groupId}. */
  @Nullable String contextGroupId;

  @Nullable String previousId;
  @Nullable String event;
  @Nullable String name;
  @Nullable String category;
  @Nullable String sessionId;

  /** When it happened, as sent. */
  @Nullable String timestamp;

  /** When the client sent it, by the client's clock, as sent. */
  @Nullable String sentAt;

  final Map<String, String> properties = new LinkedHashMap<>();
  final Map<String, String> traits = new LinkedHashMap<>();

  /** The first thing that is wrong with it. */
  @Nullable Fault fault;

  private final byte[] body;
  private @Nullable Instant happened;
  private int from;
  private int to;

  Draft(String source, Wire wire, Instant receivedAt, byte[] body) {
    this.source = source;
    this.wire = wire;
    this.receivedAt = receivedAt;
    this.kind = wire.kind();
    this.body = body;
    this.to = body.length;
  }

  /** A message that could not be read at all. */
  static Draft unread(String source, Wire wire, Instant receivedAt, byte[] raw, Fault fault) {
    Draft draft = new Draft(source, wire, receivedAt, raw);
    draft.fault = fault;
    return draft;
  }

  void standsAt(long begins, long ends) {
    this.from = (int) begins;
    this.to = (int) ends;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** When it happened, by our clock; found once, with a fault where it makes no sense. */
  Instant happened() {
    Instant known = happened;
    if (known == null) {
      known = MessageTime.of(this);
      happened = known;
    }
    return known;
  }

  /** Notes what is wrong, unless something else was noted before. */
  void fail(Fault.Code code, String field, String says) {
    if (fault == null) {
      fault = new Fault(code, field, says);
    }
  }

  /** The bytes as sent. */
  byte[] raw() {
    return Arrays.copyOfRange(body, from, to);
  }

  int rawBytes() {
    return to - from;
  }
}
