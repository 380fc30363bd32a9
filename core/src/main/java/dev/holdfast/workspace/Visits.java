package dev.holdfast.workspace;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When people were at a page, so that it can say what is new since then. */
public interface Visits {

  /** Coming back after this long is another visit; before, it is still the same one. */
  Duration APART = Duration.ofHours(2);

  /**
   * Notes that somebody is at a page now.
   *
   * @return the end of their visit before this one; empty at the first
   */
  Optional<Instant> arrive(UserId person, String page);
}
