package dev.holdfast.web.access;

import dev.holdfast.workspace.SignInAttempts;
import dev.holdfast.workspace.User;
import dev.holdfast.workspace.Workspace;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Passwords: hashed with Argon2id, checked in the same time whether or not the person exists, a few
 * at once and under the count of failed attempts.
 *
 * <p>Parameters: 19 MiB, two passes, one lane, as the OWASP Password Storage Cheat Sheet (2024)
 * asks for at least.
 */
public final class Passwords {

  /** The fewest characters a password has. */
  public static final int SHORTEST = 12;

  /** The most characters a password has, so that hashing one stays cheap. */
  public static final int LONGEST = 200;

  private static final int AT_ONCE = 2;

  private final Workspace workspace;
  private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  public Passwords(Workspace workspace) {
    this.workspace = workspace;
  }

  /** What became of an attempt to sign in. */
  public sealed interface Answer {}

  /** Name and password belong together. */
  public record Right(User user) implements Answer {}

  /** They do not, or the person is unknown or kept out: nobody is told which. */
  public record Wrong() implements Answer {}

  /** There were too many failures; the password was not looked at. */
  public record Locked(Instant until) implements Answer {}

  /** Checks a name and a password. */
  public Answer check(String signInName, String password, String address) {
    return switch (workspace.signInAttempts().begin(signInName, address)) {
      case SignInAttempts.LockedOut(Instant until) -> new Locked(until);
      case SignInAttempts.Allowed attempt -> {
        Optional<String> hash = workspace.users().passwordHash(signInName);
        if (!matches(password, hash) || hash.isEmpty()) {
          yield new Wrong();
        }
        workspace.signInAttempts().succeeded(attempt);
        yield workspace.users().find(signInName).<Answer>map(Right::new).orElseGet(Wrong::new);
      }
    };
  }

  /** Matches against the hash, or for a stranger spends the same time on nothing. */
  private boolean matches(String password, Optional<String> hash) {
    turns.acquireUninterruptibly();
    try {
      if (password.length() > LONGEST) {
        return false;
      }
      if (hash.isEmpty()) {
        argon2.encode(password + ' ');
        return false;
      }
      return argon2.matches(password, hash.get());
    } finally {
      turns.release();
    }
  }

  /** The hash to keep of a new password. */
  public String hash(String password) {
    turns.acquireUninterruptibly();
    try {
      return argon2.encode(password);
    } finally {
      turns.release();
    }
  }

  /** Why a password cannot be taken, in a sentence for the person; empty when it can. */
  public static Optional<String> objection(String password, String signInName) {
    if (password.length() < SHORTEST) {
      return Optional.of("Please use at least " + SHORTEST + " characters.");
    }
    if (password.length() > LONGEST) {
      return Optional.of("Please use at most " + LONGEST + " characters.");
    }
    String plain = password.toLowerCase(Locale.ROOT);
    if (plain.contains(signInName.toLowerCase(Locale.ROOT))) {
      return Optional.of("Please do not use your sign-in name in it.");
    }
    if (plain.chars().distinct().count() < 4) {
      return Optional.of("Please use more than three different characters.");
    }
    return Optional.empty();
  }
}
