package dev.holdfast.workspace;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The people who use Holdfast. */
public interface Users {

  /** Lets a person in; they have no password until they choose one through a sign-in link. */
  User add(NewUser person, Actor by);

  /** Changes who a person is to the team; what they have open shows it with the next page. */
  User change(
      UserId id, Role role, Scope scope, @Nullable String team, @Nullable String csmId, Actor by);

  /** Changes the name others see. */
  User rename(UserId id, String name, Actor by);

  /** Sets a password, already hashed, and ends what else the person has open. */
  void setPasswordHash(UserId id, String hash, Actor by);

  /** Keeps a person out, or lets them in again; keeping out ends all they have open. */
  void setActive(UserId id, boolean active, Actor by);

  /** The hash of an active person's password; empty when unknown, kept out, or without password. */
  Optional<String> passwordHash(String signInName);

  Optional<User> find(UserId id);

  Optional<User> find(String signInName);

  /** All people by name. */
  List<User> all();

  /** Whether anybody has been let in yet. */
  boolean anybody();

  /** Which accounts a person may see, decided now. */
  RecordScope recordScope(SignedIn person);
}
