package dev.holdfast.signals;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * All that detectors look at of one account, up to a day.
 *
 * @param day the last day
 * @param days as health recorded them, in order, the last of them {@code day} when it is a customer
 *     then
 * @param firstScored first day that health has recorded; null for none
 * @param use events of people by day, without the days that have none
 * @param weeks whole weeks from the first use on
 * @param answers in order of their days
 * @param departures of champions and sponsors, in order
 * @param milestones reached, in order
 * @param guided days on which guidance was given, in order
 * @param company what holds for every account
 */
record AccountEvidence(
    Customer customer,
    LocalDate day,
    List<DayPoint> days,
    @Nullable LocalDate firstScored,
    NavigableMap<LocalDate, Long> use,
    List<UsageWeek> weeks,
    List<AnswerPoint> answers,
    List<Departure> departures,
    List<Reached> milestones,
    List<LocalDate> guided,
    CompanyEvidence company) {

  AccountEvidence {
    days = List.copyOf(days);
    weeks = List.copyOf(weeks);
    answers = List.copyOf(answers);
    departures = List.copyOf(departures);
    milestones = List.copyOf(milestones);
    guided = List.copyOf(guided);
  }

  /**
   * What holds for every account.
   *
   * @param gaps days that are silent for other reasons
   * @param liveliness accounts in use on a day by the mean of the four weeks around it: 1 on an
   *     ordinary day, 0 when nobody worked
   */
  record CompanyEvidence(Gaps gaps, SortedMap<LocalDate, Double> liveliness) {

    double liveliness(LocalDate day) {
      return Optional.ofNullable(liveliness.get(day)).orElse(0.0);
    }
  }

  /**
   * An answer on a common scale.
   *
   * @param position from 0, the worst of its scale, to 1
   * @param standardised in standard deviations of all customers' answers to the instrument, from
   *     their mean
   * @param who the respondent; null when unknown
   */
  record AnswerPoint(
      LocalDate day,
      String instrument,
      double position,
      double standardised,
      String shown,
      @Nullable String who) {}

  /** Somebody who wanted the product left; {@code role} is champion or sponsor. */
  record Departure(LocalDate day, String role) {}

  /** A milestone was reached. */
  record Reached(LocalDate day, String milestone) {}

  /** The account on the last day; absent when it is no customer then. */
  Optional<DayPoint> today() {
    return days.isEmpty() || !days.getLast().day().equals(day)
        ? Optional.empty()
        : Optional.of(days.getLast());
  }

  /** The first day on which it is no customer any more; the last day when none was recorded. */
  LocalDate lastDayAfter() {
    return days.isEmpty() ? day : days.getLast().day().plusDays(1);
  }
}
