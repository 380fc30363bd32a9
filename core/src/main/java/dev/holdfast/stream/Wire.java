package dev.holdfast.stream;

import java.util.Arrays;

/** The shape of a request's body, which the path it came to says. */
public enum Wire {
  /** Segment's envelope: {@code batch}, {@code sentAt}, each message with its {@code type}. */
  BATCH(0, ""),
  TRACK(1, "track"),
  IDENTIFY(2, "identify"),
  PAGE(3, "page"),
  SCREEN(4, "screen"),
  GROUP(5, "group"),
  ALIAS(6, "alias"),
  /** PostHog's envelope: {@code api_key}, {@code batch} of events. */
  POSTHOG(7, ""),
  /** Holdfast's own: {@code facts}, each with the fields of its type. */
  FACTS(8, "fact");

  private final int code;
  private final String kind;

  Wire(int code, String kind) {
    this.code = code;
    this.kind = kind;
  }

  /** The number that stands for it in the journal; never given to another one. */
  byte code() {
    return (byte) code;
  }

  static Wire of(byte code) {
    return Arrays.stream(values()).filter(wire -> wire.code == code).findFirst().orElseThrow();
  }

  /** The type of a message that does not say its own; empty when each must. */
  String kind() {
    return kind;
  }

  /** Whether the body is an envelope with many messages. */
  boolean isEnvelope() {
    return this == BATCH || this == POSTHOG || this == FACTS;
  }

  /** The member of the envelope that holds the messages. */
  String listName() {
    return this == FACTS ? "facts" : "batch";
  }
}
