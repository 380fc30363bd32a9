package dev.holdfast.workspace;

import org.jspecify.annotations.Nullable;

/**
 * Who makes a change: a person who is signed in, or a part of Holdfast itself.
 *
 * @param userId the person; null when it is Holdfast itself
 * @param name how the audit names them
 */
public record Actor(@Nullable UserId userId, String name) {

  /** A part of Holdfast that acts on nobody's behalf, such as "demo" or "first start". */
  public static Actor holdfast(String part) {
    return new Actor(null, "holdfast: " + part);
  }
}
