package dev.holdfast.workspace;

import java.time.Duration;
import java.util.Optional;

/** Who is signed in; kept on the disk, so that a restart signs nobody out. */
public interface Sessions {

  /** A session ends when it was not used for this long. */
  Duration IDLE = Duration.ofHours(24);

  /** A session ends this long after signing in, however much it is used. */
  Duration LONGEST = Duration.ofDays(14);

  /** For so long after a one-time link a password can be set without knowing the old one. */
  Duration LINK_TRUST = Duration.ofMinutes(15);

  /** How a person showed who they are. */
  enum Proof {
    PASSWORD,
    LINK
  }

  /** Signs a person in and returns the secret their browser is to carry. */
  String open(UserId user, Proof proof);

  /** Whether what carries this secret came in by a one-time link just now. */
  boolean cameByLink(String token);

  /**
   * The person who carries this secret; empty when it is unknown, too old, or they are kept out.
   */
  Optional<SignedIn> person(String token);

  /** Signs out what carries this secret. */
  void end(String token);
}
