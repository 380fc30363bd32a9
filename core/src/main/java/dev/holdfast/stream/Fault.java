package dev.holdfast.stream;

import java.util.Locale;

/**
 * Why a message was not taken in.
 *
 * @param code the reason
 * @param field the member that is wrong; empty when it is the whole message
 * @param says the reason for a person, with what to do
 */
record Fault(Code code, String field, String says) {

  /** The reasons there are. */
  enum Code {
    /** The request's body could not be told apart into messages. */
    NOT_READABLE,
    /** Bytes that are no text. */
    NOT_UTF8,
    /** An element of the batch that is no object. */
    NOT_AN_OBJECT,
    /** A member that must be given is not. */
    MISSING,
    /** A member that must be text is something else. */
    NOT_TEXT,
    /** A member, or the whole message, is longer than may be. */
    TOO_LONG,
    /** A kind of message that nobody knows. */
    UNKNOWN_TYPE,
    /** A time that cannot be read, lies ahead, or before there were products. */
    BAD_TIME,
    /** No account is known for the one who did it; taken in by itself once one is. */
    NO_ACCOUNT,
    /** A fact that breaks a rule of its type. */
    BAD_FACT,
    /** Bytes that are not those that were written. */
    DAMAGED,
    /** The warehouse refused it. */
    NOT_STORABLE;

    /** As it is stored and shown. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
