package dev.holdfast.reports;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One person at a customer.
 *
 * @param name null when not known or when the viewer may not know
 * @param role {@code champion}, {@code sponsor}, {@code admin}, {@code user}, {@code detractor};
 *     null when never said
 * @param status {@code active}, {@code left}, {@code unreachable}; null when never said
 * @param lastSeenOn when they last used the product in the past year; null when they did not
 * @param activeDays days of the last 28 on which they used it
 * @param lastTouchOn when somebody of the team last spent time with them; null when never
 */
public record PersonLine(
    String personId,
    @Nullable String name,
    @Nullable String email,
    @Nullable String role,
    @Nullable String status,
    @Nullable LocalDate lastSeenOn,
    int activeDays,
    @Nullable LocalDate lastTouchOn) {

  /** Whether they are still there. */
  public boolean there() {
    return status == null || status.equals("active");
  }

  /** Whether they decide or speak for us. */
  public boolean key() {
    return role != null && !role.equals("user");
  }
}
