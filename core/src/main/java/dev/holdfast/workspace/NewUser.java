package dev.holdfast.workspace;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A person to be let in.
 *
 * @param signInName what they will type to sign in, usually an e-mail address; kept in lower case
 * @param name what others see
 * @param team the team they belong to; null when none
 * @param csmId how facts name them as the one who looks after an account; null when they do not
 */
public record NewUser(
    String signInName,
    String name,
    Role role,
    Scope scope,
    @Nullable String team,
    @Nullable String csmId) {

  private static final int LONGEST = 200;

  public NewUser {
    signInName = signInName.strip().toLowerCase(Locale.ROOT);
    name = name.strip();
    if (signInName.isEmpty() || signInName.length() > LONGEST) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "A sign-in name has between 1 and " + LONGEST + " characters.");
    }
    if (name.isEmpty() || name.length() > LONGEST) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "A name has between 1 and " + LONGEST + " characters.");
    }
  }

  /** A person with the usual scope of their role. */
  public static NewUser of(
      String signInName, String name, Role role, @Nullable String team, @Nullable String csmId) {
    return new NewUser(signInName, name, role, role.usualScope(), team, csmId);
  }
}
