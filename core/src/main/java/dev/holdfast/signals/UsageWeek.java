package dev.holdfast.signals;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The use of a product in one whole week, Monday to Sunday, in person-days: each person counts once
 * for each day of use. Events would tell the same less surely, since those of one session come
 * together.
 *
 * @param personDays as they were counted
 * @param adjusted without the season: by the index of the portfolio in that week
 * @param unseen why the week says nothing of the account; null when it does
 */
record UsageWeek(LocalDate monday, double personDays, double adjusted, @Nullable String unseen) {

  /** Under this share of an ordinary week the portfolio is too quiet to compare with. */
  static final double LEAST_INDEX = 0.5;

  boolean seen() {
    return unseen == null;
  }

  /** The day after it, on which it can be judged. */
  LocalDate known() {
    return monday.plusDays(7);
  }

  /**
   * The weeks of an account from its first use on.
   *
   * @param personDays by Monday, without the weeks that have none
   * @param index use of the portfolio in a week by that of an ordinary one; a week without is 1
   * @param against why a week, by its Monday, says nothing; absent when it does
   * @param last Monday of the last whole week
   */
  static List<UsageWeek> of(
      Map<LocalDate, Long> personDays,
      Map<LocalDate, Double> index,
      Function<LocalDate, Optional<String>> against,
      LocalDate last) {
    List<UsageWeek> weeks = new ArrayList<>();
    LocalDate first =
        personDays.keySet().stream().min(LocalDate::compareTo).orElse(last.plusDays(7));
    for (LocalDate monday = first; !monday.isAfter(last); monday = monday.plusDays(7)) {
      double level = index.getOrDefault(monday, 1.0);
      double count = personDays.getOrDefault(monday, 0L);
      String unseen =
          against
              .apply(monday)
              .orElse(
                  level < LEAST_INDEX
                      ? "all customers together made " + Say.percent(level) + " of an ordinary week"
                      : null);
      weeks.add(new UsageWeek(monday, count, unseen == null ? count / level : count, unseen));
    }
    return List.copyOf(weeks);
  }
}
