package dev.holdfast.workspace;

import java.time.Duration;
import java.util.List;

/**
 * Systems that send messages, and the write keys they send with.
 *
 * <p>A source or key that does not exist is NOT_FOUND; to rotate or revoke a key that has ended is
 * a BAD_REQUEST.
 */
public interface Sources {

  /** A key whose place another one took goes on working for so long. */
  Duration GRACE = Duration.ofDays(7);

  /** Whether a message may come in. */
  sealed interface Verdict {}

  /**
   * The secret is that of a key that works.
   *
   * @param source the name of the source that was given the key
   */
  record Known(String source, WriteKeyId key) implements Verdict {}

  /** The message stays outside. */
  record Refused(Why why) implements Verdict {}

  /** Why a message stays outside. */
  enum Why {
    /** No key has this secret. */
    UNKNOWN,
    /** The key has ended: somebody revoked it, or its grace after a rotation is over. */
    REVOKED
  }

  /**
   * Adds a source, which has no keys yet.
   *
   * @param name 1 to 40 characters: lower-case letters, digits, - and _, the first one a letter or
   *     digit, and no other source's; it never changes, because the facts of the source carry it
   */
  Source add(String name, Actor by);

  /** All sources by name. */
  List<Source> all();

  /** One source with its keys. */
  Source find(SourceId id);

  /** Gives a source one more key; the others go on working. */
  NewKey newKey(SourceId source, Actor by);

  /**
   * Gives the source of a key another one in its place; the old key ends after {@link #GRACE}, or
   * when it was to end anyway if that is sooner.
   */
  NewKey rotate(WriteKeyId key, Actor by);

  /** Ends a key: it is refused from the moment this returns. */
  void revoke(WriteKeyId key, Actor by);

  /**
   * Judges the secret that came with a message; asks the memory only, so it may be called often.
   */
  Verdict check(String secret);
}
