package dev.holdfast.workspace;

import org.jspecify.annotations.Nullable;

/**
 * A person as they are signed in right now: all that a page needs to decide what to show.
 *
 * @param team the team they belong to; null when none
 * @param csmId how facts name them as the one who looks after an account; null when they do not
 */
public record SignedIn(
    UserId userId,
    String name,
    Role role,
    Scope scope,
    @Nullable String team,
    @Nullable String csmId) {

  static SignedIn of(User user) {
    return new SignedIn(
        user.id(), user.name(), user.role(), user.scope(), user.team(), user.csmId());
  }

  /** This person as the one who makes a change. */
  public Actor actor() {
    return new Actor(userId, name);
  }
}
