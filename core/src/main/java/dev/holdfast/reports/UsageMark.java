package dev.holdfast.reports;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How much an account is used in a list.
 *
 * @param people different people in the 28 days up to the day shown
 * @param peopleBefore different people in the 28 days before those
 * @param lastUsedOn the last day with usage; null when there was none
 */
public record UsageMark(long people, long peopleBefore, @Nullable LocalDate lastUsedOn) {

  static final UsageMark NONE = new UsageMark(0, 0, null);

  /** Change of people in percent; null when there was nobody before. */
  public @Nullable Double changePercent() {
    return peopleBefore == 0 ? null : 100.0 * (people - peopleBefore) / peopleBefore;
  }
}
