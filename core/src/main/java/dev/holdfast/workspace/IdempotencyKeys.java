package dev.holdfast.workspace;

import java.time.Duration;

/**
 * Names that programs gave their requests, so that a request whose answer got lost can be sent
 * again and is done once.
 */
public interface IdempotencyKeys {

  /** For so long a name is remembered. */
  Duration KEPT = Duration.ofDays(8);

  /** So many characters a name may have. */
  int LONGEST = 80;

  /** What is known of a request by its name. */
  enum Claim {
    /** Nothing, or it was begun and nobody knows how it ended: do it. */
    NEW,
    /** It was done: answer the same. */
    DONE,
    /** Another one had this name. */
    OTHER_BODY
  }

  /** Begins a request. */
  Claim claim(String source, String name, byte[] body);

  /** Notes that a request is done and need not be done again. */
  void done(String source, String name);
}
