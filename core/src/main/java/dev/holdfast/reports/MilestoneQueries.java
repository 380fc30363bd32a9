package dev.holdfast.reports;

import static dev.holdfast.reports.Columns.ACCOUNT_ID;
import static dev.holdfast.reports.Columns.text;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** Reads how far accounts have come. */
final class MilestoneQueries {

  private static final Field<String> MILESTONE = text("milestone");

  private MilestoneQueries() {}

  /** A milestone and when it was first reached. */
  record Reached(String milestone, Instant at) {}

  /** What an account has reached, in order of time. */
  static List<Reached> of(Look look, String accountId) {
    return reached(look, ACCOUNT_ID.eq(accountId)).getOrDefault(accountId, List.of());
  }

  /**
   * Where each account that is being onboarded stands. How long others took for the same step comes
   * from every account's past, not only of those in sight: it names nobody.
   */
  static Map<String, OnboardingMark> onboarding(Look look) {
    Map<String, Instant> begun = new HashMap<>();
    Field<LocalDateTime> at = CommonColumns.OCCURRED_AT;
    look.sql()
        .select(ACCOUNT_ID, min(at))
        .from(FactType.ACCOUNT.table())
        .where(look.facts().counts())
        .and(at.le(FactReader.utc(look.view().until())))
        .and(text("lifecycle").eq("onboarding"))
        .groupBy(ACCOUNT_ID)
        .forEach(row -> begun.put(row.value1(), Look.instant(row.value2())));
    Map<String, List<Reached>> reached = reached(look, org.jooq.impl.DSL.noCondition());
    Map<String, List<Long>> daysAfter = new HashMap<>();
    begun.forEach((account, start) ->
        steps(start, reached.getOrDefault(account, List.of()))
            .forEach(
                (step, days) -> daysAfter.computeIfAbsent(step, s -> new ArrayList<>()).add(days)));
    Map<String, OnboardingMark> marks = new TreeMap<>();
    look.sql()
        .select(ACCOUNT_ID)
        .from(look.states(FactType.ACCOUNT))
        .where(text("lifecycle").eq(inline("onboarding")))
        .orderBy(ACCOUNT_ID)
        .forEach(row -> {
          Instant start = begun.get(row.value1());
          if (start != null) {
            marks.put(
                row.value1(),
                mark(look, start, reached.getOrDefault(row.value1(), List.of()), daysAfter));
          }
        });
    return marks;
  }

  private static OnboardingMark mark(
      Look look, Instant start, List<Reached> reached, Map<String, List<Long>> daysAfter) {
    @Nullable Reached last = reached.isEmpty() ? null : reached.getLast();
    LocalDate lastOn = look.view().dayOf(last == null ? start : last.at());
    List<Long> others =
        daysAfter.getOrDefault(last == null ? "" : last.milestone(), List.of()).stream()
            .sorted()
            .toList();
    return new OnboardingMark(
        last == null ? null : last.milestone(),
        lastOn,
        others.isEmpty() ? 0 : rank(others, 0.5),
        others.isEmpty() ? 0 : rank(others, 0.9),
        others.size());
  }

  /** The smallest value that at least this share of the sorted values does not exceed. */
  private static long rank(List<Long> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  /** Days from each step (or the start, called "") to the one that came next. */
  private static Map<String, Long> steps(Instant start, List<Reached> reached) {
    Map<String, Long> days = new LinkedHashMap<>();
    String from = "";
    Instant since = start;
    for (Reached step : reached) {
      if (step.at().isBefore(since)) {
        continue;
      }
      days.put(from, ChronoUnit.DAYS.between(since, step.at()));
      from = step.milestone();
      since = step.at();
    }
    return days;
  }

  private static Map<String, List<Reached>> reached(Look look, Condition which) {
    Field<LocalDateTime> first = min(CommonColumns.OCCURRED_AT);
    Table<?> firsts =
        select(ACCOUNT_ID, MILESTONE, first.as("first_at"))
            .from(FactType.MILESTONE.table())
            .where(look.facts().counts())
            .and(CommonColumns.OCCURRED_AT.le(FactReader.utc(look.view().until())))
            .and(which)
            .groupBy(ACCOUNT_ID, MILESTONE)
            .asTable(name("firsts"));
    Map<String, List<Reached>> reached = new HashMap<>();
    look.sql()
        .select(ACCOUNT_ID, MILESTONE, Columns.instant("first_at"))
        .from(firsts)
        .orderBy(ACCOUNT_ID, Columns.instant("first_at"), MILESTONE)
        .forEach(row ->
            reached
                .computeIfAbsent(row.value1(), account -> new ArrayList<>())
                .add(new Reached(row.value2(), Look.instant(row.value3()))));
    return reached;
  }
}
