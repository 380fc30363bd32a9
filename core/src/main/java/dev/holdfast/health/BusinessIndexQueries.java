package dev.holdfast.health;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.sum;

import dev.holdfast.facts.Knowledge;
import dev.holdfast.health.BusinessIndex.FormulaChange;
import dev.holdfast.health.BusinessIndex.Point;
import dev.holdfast.metrics.LedgerSettings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Computes the business index from the recorded health of accounts. */
final class BusinessIndexQueries {

  private static final Field<Long> ARR = Quantity.ARR_MINOR.column();

  /** Sums over the accounts of a day. */
  private static final class Day {
    private final LocalDate day;
    double weighted;
    double weight;
    long accounts;
    long leftOut;

    Day(LocalDate day) {
      this.day = day;
    }

    void add(double score, double revenue) {
      weighted += score * revenue;
      weight += revenue;
    }

    boolean hasMean() {
      return weight > 0;
    }

    double mean() {
      return weighted / weight;
    }
  }

  private final DSLContext sql;
  private final HealthSource source;
  private final AccountRange accounts;
  private final LocalDate to;
  private final String reporting;
  private final LedgerSettings ledger;

  /**
   * @param to the last day that is looked at
   */
  BusinessIndexQueries(DSLContext sql, HealthSource source, AccountRange accounts, LocalDate to) {
    this.sql = sql;
    this.source = source;
    this.accounts = accounts;
    this.to = to;
    this.ledger = source.rollups().settings().ledger();
    this.reporting =
        ledger.currency().map(Currency::getCurrencyCode).orElseGet(this::prevailingCurrency);
  }

  /** Absent when no day has an account with a score and revenue. */
  Optional<BusinessIndex> index() {
    List<Day> days = days().stream().filter(Day::hasMean).toList();
    if (days.isEmpty()) {
      return Optional.empty();
    }
    List<FormulaChange> changes = changes();
    double[] linked = new double[days.size()];
    double factor = 1;
    int next = 0;
    for (int i = 0; i < linked.length; i++) {
      while (next < changes.size() && !changes.get(next).day().isAfter(days.get(i).day)) {
        factor *= changes.get(next).before() / changes.get(next).after();
        next++;
      }
      linked[i] = days.get(i).mean() * factor;
    }
    LocalDate until = days.getFirst().day.plusDays(BusinessIndex.BASE_DAYS - 1L);
    double base =
        IntStream.range(0, linked.length)
            .filter(i -> !days.get(i).day.isAfter(until))
            .mapToDouble(i -> linked[i])
            .average()
            .orElseThrow();
    List<Point> points = new ArrayList<>();
    for (int i = 0; base > 0 && i < linked.length; i++) {
      Day day = days.get(i);
      points.add(new Point(day.day, 100 * linked[i] / base, day.mean(), day.accounts, day.leftOut));
    }
    return points.isEmpty()
        ? Optional.empty()
        : Optional.of(new BusinessIndex(days.getFirst().day, until, points, changes, reporting));
  }

  private String prevailingCurrency() {
    return sql.select(InputColumns.CURRENCY)
        .from(HealthStore.HEALTH_DAY)
        .where(asked())
        .and(InputColumns.CURRENCY.isNotNull())
        .groupBy(InputColumns.CURRENCY)
        .orderBy(count().desc(), InputColumns.CURRENCY)
        .limit(1)
        .fetchOptional(InputColumns.CURRENCY)
        .orElse("");
  }

  private Condition asked() {
    return accounts
        .holds(InputColumns.ACCOUNT_ID)
        .and(InputColumns.DAY.le(inline(to, SQLDataType.LOCALDATE)));
  }

  private List<Day> days() {
    Field<Double> score = HealthStore.SCORE;
    Condition both = score.isNotNull().and(ARR.gt(0L));
    Condition one = score.isNotNull().or(ARR.gt(0L)).and(both.not());
    SortedMap<LocalDate, Day> days = new TreeMap<>();
    sql.select(
            InputColumns.DAY,
            InputColumns.CURRENCY,
            coalesce(sum(score.mul(ARR)).filterWhere(both), inline(BigDecimal.ZERO))
                .coerce(Double.class),
            coalesce(sum(ARR.cast(SQLDataType.DOUBLE)).filterWhere(both), inline(BigDecimal.ZERO))
                .coerce(Double.class),
            count().filterWhere(both),
            count().filterWhere(one))
        .from(HealthStore.HEALTH_DAY)
        .where(asked())
        .groupBy(InputColumns.DAY, InputColumns.CURRENCY)
        .forEach(row -> {
          Day day = days.computeIfAbsent(row.value1(), Day::new);
          double rate = rate(row.value2());
          day.weighted += row.value3() * rate;
          day.weight += row.value4() * rate;
          day.accounts += rate > 0 ? row.value5() : 0;
          day.leftOut += row.value6() + (rate > 0 ? 0 : row.value5());
        });
    return List.copyOf(days.values());
  }

  /** What a minor unit of a currency weighs; 0 when there is no rate. */
  private double rate(@Nullable String currency) {
    if (currency == null) {
      return 0;
    }
    BigDecimal rate = currency.equals(reporting) ? BigDecimal.ONE : ledger.rates().get(currency);
    return rate == null
        ? 0
        : rate.movePointLeft(Currency.getInstance(currency).getDefaultFractionDigits())
            .doubleValue();
  }

  /** The days on which a profile that was in use got another version. */
  private List<FormulaChange> changes() {
    Map<String, Integer> versions = new HashMap<>();
    SortedMap<LocalDate, List<String>> changed = new TreeMap<>();
    sql.selectDistinct(InputColumns.DAY, InputColumns.PROFILE, InputColumns.PROFILE_VERSION)
        .from(HealthStore.HEALTH_DAY)
        .where(asked())
        .orderBy(InputColumns.DAY, InputColumns.PROFILE, InputColumns.PROFILE_VERSION)
        .forEach(row -> {
          int version = Math.toIntExact(row.value3());
          Integer before = versions.put(row.value2(), version);
          if (before != null && before != version) {
            changed
                .computeIfAbsent(row.value1(), any -> new ArrayList<>())
                .add(row.value2() + " went from version " + before + " to " + version);
          }
        });
    List<FormulaChange> changes = new ArrayList<>();
    changed.forEach((day, what) -> change(day, String.join(", ", what)).ifPresent(changes::add));
    return changes;
  }

  /** The means of a day by the formula of the day before and by its own, of the same accounts. */
  private Optional<FormulaChange> change(LocalDate day, String what) {
    Map<String, HealthDay> before = new HashMap<>();
    HealthStore.days(sql, HealthStore.onDay(day.minusDays(1)).and(asked()))
        .forEach(one -> before.put(one.accountId(), one));
    Map<String, HealthDay> after = new HashMap<>();
    HealthStore.days(sql, HealthStore.onDay(day).and(asked()))
        .forEach(one -> after.put(one.accountId(), one));
    Day old = new Day(day);
    Day own = new Day(day);
    List<AccountDay> inputs = HealthStore.inputs(sql, List.of(day), accounts, DSL.noCondition());
    Scorer scorer = Scorer.of(sql, source, Knowledge.now(), inputs, before.values());
    for (AccountDay input : inputs) {
      HealthDay then = before.get(input.accountId());
      HealthDay now = after.get(input.accountId());
      if (then != null && now != null && now.score() != null) {
        Integer score = scorer.score(input, then).score().thousandths();
        double revenue = now.arrMinor() * rate(now.currency());
        if (score != null && revenue > 0) {
          old.add(Points.points(score), revenue);
          own.add(now.score(), revenue);
        }
      }
    }
    return own.hasMean() && own.mean() > 0 && old.mean() > 0
        ? Optional.of(new FormulaChange(day, what, old.mean(), own.mean()))
        : Optional.empty();
  }
}
