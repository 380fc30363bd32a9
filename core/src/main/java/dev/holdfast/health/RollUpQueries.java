package dev.holdfast.health;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.health.HealthRollUp.Part;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Tells the health of an account by the accounts under it, from what history holds for a day. */
final class RollUpQueries {

  private static final Field<String> ACCOUNT = field(name("account_id"), SQLDataType.VARCHAR);
  private static final Field<String> PARENT = field(name("parent_id"), SQLDataType.VARCHAR);

  private final DSLContext sql;
  private final HealthSource source;
  private final Knowledge knowledge;
  private final LocalDate day;

  RollUpQueries(DSLContext sql, HealthSource source, Knowledge knowledge, LocalDate day) {
    this.sql = sql;
    this.source = source;
    this.knowledge = knowledge;
    this.day = day;
  }

  /** Absent when its profile tells it by its own score, or history does not have it on the day. */
  Optional<HealthRollUp> of(String accountId) {
    Optional<HealthDay> own = recorded(List.of(accountId)).stream().findFirst();
    if (own.isEmpty()) {
      return Optional.empty();
    }
    HealthProfile profile = source.profiles().get(own.get().profile(), own.get().profileVersion());
    return profile.rollUp() == RollUp.OWN
        ? Optional.empty()
        : Optional.of(rolledUp(own.get(), profile));
  }

  private HealthRollUp rolledUp(HealthDay own, HealthProfile profile) {
    Map<String, List<String>> children = children();
    Set<String> under = new LinkedHashSet<>();
    boolean circular = false;
    Deque<String> next = new ArrayDeque<>(children.getOrDefault(own.accountId(), List.of()));
    while (!next.isEmpty()) {
      String id = next.pop();
      if (id.equals(own.accountId())) {
        circular = true;
      } else if (under.add(id)) {
        next.addAll(children.getOrDefault(id, List.of()));
      }
    }
    List<HealthDay> days = under.isEmpty() ? List.of() : recorded(List.copyOf(under));
    List<Part> parts = profile.rollUp() == RollUp.WORST_CHILD ? worst(days) : byRevenue(days);
    long counting =
        profile.rollUp() == RollUp.WORST_CHILD
            ? days.stream().filter(one -> one.score() != null).count()
            : parts.size();
    @Nullable Double score =
        parts.isEmpty()
            ? own.score()
            : (Double)
                Points.points(parts.stream().mapToInt(one -> Points.of(one.contribution())).sum());
    return new HealthRollUp(
        profile.rollUp(),
        score,
        score == null ? Band.UNKNOWN : profile.bands().of(Points.of(score)),
        own.score(),
        parts,
        under.size() - counting,
        circular);
  }

  private List<HealthDay> recorded(List<String> accountIds) {
    return HealthStore.days(
        sql,
        HealthStore.onDay(day).and(AccountRange.of(accountIds).holds(InputColumns.ACCOUNT_ID)));
  }

  /** Accounts by the account that they stand under, as their latest facts of the day say. */
  private Map<String, List<String>> children() {
    FactReader facts = source.log().reader(sql, knowledge);
    Map<String, List<String>> children = new HashMap<>();
    sql.select(ACCOUNT, PARENT)
        .from(facts.stateAt(FactType.ACCOUNT, source.endOf(day).minusNanos(1000)))
        .where(PARENT.isNotNull())
        .orderBy(ACCOUNT)
        .forEach(row ->
            children.computeIfAbsent(row.value2(), id -> new ArrayList<>()).add(row.value1()));
    return children;
  }

  private static List<Part> worst(List<HealthDay> days) {
    return days.stream()
        .filter(one -> one.score() != null)
        .min(
            Comparator.comparingDouble((HealthDay one) -> Objects.requireNonNull(one.score()))
                .thenComparing(HealthDay::accountId))
        .map(one -> {
          double score = Objects.requireNonNull(one.score());
          return new Part(one.accountId(), score, one.band(), 1, score);
        })
        .stream()
        .toList();
  }

  /** Sums are rounded after each account, so that what they add is exact. */
  private List<Part> byRevenue(List<HealthDay> days) {
    RevenueWeights weights =
        new RevenueWeights(currency(days), source.rollups().settings().ledger());
    List<HealthDay> counting =
        days.stream().filter(one -> one.score() != null && weights.of(one) > 0).toList();
    double all = counting.stream().mapToDouble(weights::of).sum();
    List<Part> parts = new ArrayList<>();
    double sum = 0;
    int before = 0;
    for (HealthDay one : counting) {
      double score = Objects.requireNonNull(one.score());
      sum += score * weights.of(one);
      int upToHere = Points.of(sum / all);
      parts.add(
          new Part(
              one.accountId(),
              score,
              one.band(),
              weights.of(one) / all,
              Points.points(upToHere - before)));
      before = upToHere;
    }
    parts.sort(
        Comparator.comparingDouble(Part::contribution).reversed().thenComparing(Part::accountId));
    return parts;
  }

  /** The company's currency, else the one that most of the accounts pay in. */
  private String currency(List<HealthDay> days) {
    return source
        .rollups()
        .settings()
        .ledger()
        .currency()
        .map(Currency::getCurrencyCode)
        .orElseGet(() ->
            days.stream()
                .map(HealthDay::currency)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .max(
                    Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(""));
  }
}
