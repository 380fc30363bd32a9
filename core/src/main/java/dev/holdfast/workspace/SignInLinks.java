package dev.holdfast.workspace;

import java.time.Duration;

/** Links that sign a person in once: for the first start, and for whoever forgot their password. */
public interface SignInLinks {

  /** Makes a link's secret; the secrets made before for the same person stop working. */
  String issue(UserId user, Duration validFor, Actor by);

  /** What using this secret would do, without using it up: for the page that asks to confirm. */
  Answer look(String token);

  /** Uses the secret up. */
  Answer use(String token);

  /** Whether a secret lets somebody in. */
  sealed interface Answer {}

  /** It lets this person in. */
  record Accepted(User user) implements Answer {}

  /** It lets nobody in. */
  record Refused(Why why) implements Answer {}

  /** Why a secret lets nobody in. */
  enum Why {
    /** Nobody was given this secret, or the person is kept out. */
    UNKNOWN,
    /** It was used before. */
    USED,
    /** Its time is over, or a newer one took its place. */
    EXPIRED
  }
}
