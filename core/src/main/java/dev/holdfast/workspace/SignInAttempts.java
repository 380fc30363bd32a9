package dev.holdfast.workspace;

import java.time.Duration;
import java.time.Instant;

/**
 * Attempts to sign in, counted so that nobody can guess passwords.
 *
 * <p>An attempt counts as failed from the moment it begins until it is said to have succeeded, so
 * many at once cannot slip past the count.
 */
public interface SignInAttempts {

  /** How far back failures count. */
  Duration WINDOW = Duration.ofMinutes(15);

  /** Failures for one name within the window that lock it. */
  int NAME_FAILURES = 5;

  /** Failures from one address within the window that lock it. */
  int ADDRESS_FAILURES = 30;

  /** Begins an attempt unless there were too many failures. */
  Permit begin(String signInName, String address);

  /** Says that an attempt succeeded; the name's earlier failures are forgiven. */
  void succeeded(Allowed attempt);

  /** Whether a password may be tried now. */
  sealed interface Permit {}

  /** It may be tried. */
  record Allowed(long attempt) implements Permit {}

  /**
   * It may not be tried yet.
   *
   * @param until when it may be tried again
   */
  record LockedOut(Instant until) implements Permit {}
}
