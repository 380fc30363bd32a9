package dev.holdfast.health;

import static org.jooq.impl.DSL.inline;

import dev.holdfast.facts.Knowledge;
import dev.holdfast.health.BusinessIndex.FormulaChange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Finds the days from which health was computed by another formula, and what that did to the mean.
 *
 * <p>The formula before, of an account on such a day, is its profile in the version that it was
 * computed by on the recorded day before. An account that came from another profile by itself, such
 * as one that finished its onboarding, is compared by its new profile in both versions; one that a
 * {@link RuleMoves rule} moved, by the profile that it came from.
 */
final class FormulaChangeQueries {

  /** A profile in a version. */
  record Formula(String profile, int version) {
    static Formula of(HealthDay day) {
      return new Formula(day.profile(), day.profileVersion());
    }
  }

  /**
   * A day on which a profile may have changed, for any account.
   *
   * @param before the recorded day before
   * @param known the versions of each profile on the last day before on which it had accounts
   * @param now those of the day
   */
  record Candidate(
      LocalDate before,
      LocalDate day,
      Map<String, SortedSet<Integer>> known,
      Map<String, SortedSet<Integer>> now) {

    boolean differs() {
      return now.entrySet().stream()
          .anyMatch(profile -> !profile.getValue().equals(known.get(profile.getKey())));
    }
  }

  private final DSLContext sql;
  private final HealthSource source;
  private final AccountRange accounts;
  private final LocalDate to;
  private final RevenueWeights weights;

  FormulaChangeQueries(
      DSLContext sql,
      HealthSource source,
      AccountRange accounts,
      LocalDate to,
      RevenueWeights weights) {
    this.sql = sql;
    this.source = source;
    this.accounts = accounts;
    this.to = to;
    this.weights = weights;
  }

  /** The changes that touched any of the accounts, by day. */
  List<FormulaChange> changes() {
    List<FormulaChange> changes = new ArrayList<>();
    Map<String, SortedSet<Integer>> known = new HashMap<>();
    @Nullable LocalDate before = null;
    for (Map.Entry<LocalDate, Map<String, SortedSet<Integer>>> day : versions().entrySet()) {
      if (before != null) {
        Candidate candidate =
            new Candidate(before, day.getKey(), Map.copyOf(known), day.getValue());
        if (candidate.differs()) {
          change(candidate).ifPresent(changes::add);
        }
      }
      known.putAll(day.getValue());
      before = day.getKey();
    }
    return changes;
  }

  /** Versions by day and profile, of all accounts: a formula is the whole company's. */
  private SortedMap<LocalDate, Map<String, SortedSet<Integer>>> versions() {
    SortedMap<LocalDate, Map<String, SortedSet<Integer>>> versions = new TreeMap<>();
    sql.selectDistinct(InputColumns.DAY, InputColumns.PROFILE, InputColumns.PROFILE_VERSION)
        .from(HealthStore.HEALTH_DAY)
        .where(InputColumns.DAY.le(inline(to, SQLDataType.LOCALDATE)))
        .forEach(row ->
            versions
                .computeIfAbsent(row.value1(), any -> new HashMap<>())
                .computeIfAbsent(row.value2(), any -> new TreeSet<>())
                .add(Math.toIntExact(row.value3())));
    return versions;
  }

  private Optional<FormulaChange> change(Candidate candidate) {
    Map<String, HealthDay> then = new HashMap<>();
    on(candidate.before()).forEach(row -> then.put(row.accountId(), row));
    List<HealthDay> now = on(candidate.day());
    Set<String> moved = new RuleMoves(sql, source, candidate).among(then, now);
    Map<String, Formula> before = new HashMap<>();
    SortedSet<String> what = new TreeSet<>();
    for (HealthDay row : now) {
      HealthDay earlier = then.get(row.accountId());
      Formula formula = before(row, earlier, moved.contains(row.accountId()), candidate);
      if (formula != null) {
        before.put(row.accountId(), formula);
        if (!formula.equals(Formula.of(row))) {
          what.add(words(formula, Formula.of(row)));
        }
      }
    }
    return what.isEmpty()
        ? Optional.empty()
        : Optional.of(means(candidate.day(), now, before, String.join(", ", what)));
  }

  private List<HealthDay> on(LocalDate day) {
    Condition asked = accounts.holds(InputColumns.ACCOUNT_ID);
    return HealthStore.days(sql, HealthStore.onDay(day).and(asked));
  }

  /** By what an account would have been scored had nothing changed; null when nobody can tell. */
  private static @Nullable Formula before(
      HealthDay now, @Nullable HealthDay then, boolean moved, Candidate candidate) {
    if (then != null && (moved || then.profile().equals(now.profile()))) {
      return Formula.of(then);
    }
    SortedSet<Integer> versions = candidate.known().get(now.profile());
    if (versions == null) {
      return null;
    }
    return new Formula(
        now.profile(),
        versions.contains(now.profileVersion()) ? now.profileVersion() : versions.last());
  }

  private static String words(Formula before, Formula after) {
    return before.profile().equals(after.profile())
        ? after.profile() + " went from version " + before.version() + " to " + after.version()
        : after.profile()
            + " (version "
            + after.version()
            + ") took accounts of "
            + before.profile();
  }

  /** The means of a day by the formula before and by its own. */
  private FormulaChange means(
      LocalDate day, List<HealthDay> now, Map<String, Formula> before, String what) {
    Map<String, Scored> rescored = rescored(day, now, before);
    Set<String> several = BusinessIndexQueries.severalCurrencies(sql, day);
    WeightedMean old = new WeightedMean();
    WeightedMean own = new WeightedMean();
    for (HealthDay row : now) {
      double revenue = several.contains(row.accountId()) ? 0 : weights.of(row);
      Scored earlier = rescored.get(row.accountId());
      boolean same = Formula.of(row).equals(before.get(row.accountId()));
      if (revenue > 0 && (same || earlier != null)) {
        add(own, row.score(), revenue);
        add(old, earlier == null ? row.score() : points(earlier), revenue);
      }
    }
    boolean bridged = !rescored.isEmpty() && !old.isEmpty() && !own.isEmpty();
    return new FormulaChange(
        day, what, bridged ? (Double) old.mean() : null, bridged ? (Double) own.mean() : null);
  }

  private static void add(WeightedMean mean, @Nullable Double score, double revenue) {
    if (score != null) {
      mean.add(score, revenue);
    }
  }

  private static @Nullable Double points(Scored scored) {
    Integer thousandths = scored.score().thousandths();
    return thousandths == null ? null : (Double) Points.points(thousandths);
  }

  /** Scores of a day by the formula before, of accounts that have another one now. */
  private Map<String, Scored> rescored(
      LocalDate day, List<HealthDay> now, Map<String, Formula> before) {
    Map<String, HealthDay> others = new HashMap<>();
    for (HealthDay row : now) {
      Formula formula = before.get(row.accountId());
      if (formula != null && !formula.equals(Formula.of(row)) && isKept(formula)) {
        others.put(row.accountId(), as(row, formula));
      }
    }
    List<AccountDay> inputs =
        HealthStore.inputs(sql, List.of(day), accounts, DSL.noCondition()).stream()
            .filter(input -> others.containsKey(input.accountId()))
            .filter(input -> isKept(new Formula(input.profile(), input.profileVersion())))
            .toList();
    Scorer scorer = Scorer.of(sql, source, Knowledge.now(), inputs, others.values());
    Map<String, Scored> rescored = new HashMap<>();
    inputs.forEach(input ->
        rescored.put(input.accountId(), scorer.score(input, others.get(input.accountId()))));
    return rescored;
  }

  private boolean isKept(Formula formula) {
    return source.profiles().find(formula.profile(), formula.version()).isPresent();
  }

  private static HealthDay as(HealthDay row, Formula formula) {
    return new HealthDay(
        row.accountId(),
        row.day(),
        formula.profile(),
        formula.version(),
        row.score(),
        row.band(),
        row.coverage(),
        row.arrMinor(),
        row.currency(),
        row.computedAt(),
        row.restated());
  }
}
