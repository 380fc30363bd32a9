package dev.holdfast.reports;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Where an account's onboarding stands, against how long others took for the same step.
 *
 * @param lastStep the last milestone it reached; null when none yet
 * @param lastStepOn when, or when its onboarding began
 * @param usualDays half of the others took at most so many days to their next milestone
 * @param longDays nine in ten took at most so many
 * @param peers how many others that rests on
 */
public record OnboardingMark(
    @Nullable String lastStep, LocalDate lastStepOn, long usualDays, long longDays, long peers) {

  /** Others that a comparison must rest on. */
  private static final int ENOUGH = 10;

  /** Whether it takes longer than nine in ten of the others did. */
  boolean standsStill(long waitedDays) {
    return peers >= ENOUGH && waitedDays > longDays;
  }
}
