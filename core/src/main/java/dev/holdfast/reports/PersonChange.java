package dev.holdfast.reports;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody joined, left or changed role at a customer.
 *
 * @param change {@code joined}, {@code left}, {@code changed_role}
 * @param role the role the person has or had; null when never said
 * @param personName null when not known or when the viewer may not know
 * @param howKnown where we know it from, such as "mail bounced"
 */
public record PersonChange(
    String accountId,
    String personId,
    Instant at,
    String change,
    @Nullable String role,
    @Nullable String personName,
    @Nullable String howKnown) {

  /** The person as a sentence names them. */
  public String who() {
    if (personName != null) {
      return role == null ? personName : Phrases.plain(role) + " " + personName;
    }
    return role == null ? "somebody" : "a person who was " + Phrases.plain(role);
  }
}
