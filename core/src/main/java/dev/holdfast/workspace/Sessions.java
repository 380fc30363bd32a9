package dev.holdfast.workspace;

import java.time.Duration;
import java.util.Optional;

/** Who is signed in; kept on the disk, so that a restart signs nobody out. */
public interface Sessions {

  /** A session ends when it was not used for this long. */
  Duration IDLE = Duration.ofHours(24);

  /** A session ends this long after signing in, however much it is used. */
  Duration LONGEST = Duration.ofDays(14);

  /** Signs a person in and returns the secret their browser is to carry. */
  String open(UserId user);

  /**
   * The person who carries this secret; empty when it is unknown, too old, or they are kept out.
   */
  Optional<SignedIn> person(String token);

  /** Signs out what carries this secret. */
  void end(String token);
}
