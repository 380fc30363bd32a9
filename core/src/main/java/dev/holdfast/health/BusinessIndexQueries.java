package dev.holdfast.health;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import dev.holdfast.health.BusinessIndex.FormulaChange;
import dev.holdfast.health.BusinessIndex.Point;
import dev.holdfast.metrics.LedgerSettings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** Computes the business index from the recorded health of accounts. */
final class BusinessIndexQueries {

  private static final Field<Long> ARR = Quantity.ARR_MINOR.column();
  private static final Field<String> MIXED_ID = field(name("mixed_id"), SQLDataType.VARCHAR);
  private static final Field<LocalDate> MIXED_DAY = field(name("mixed_day"), SQLDataType.LOCALDATE);

  /** Sums over the accounts of a day. */
  private static final class Day {
    private final LocalDate day;
    private final WeightedMean mean = new WeightedMean();
    private long accounts;
    private long withoutRevenue;
    private long withoutScore;

    Day(LocalDate day) {
      this.day = day;
    }
  }

  private final DSLContext sql;
  private final HealthSource source;
  private final AccountRange accounts;
  private final LocalDate to;
  private final RevenueWeights weights;

  /**
   * @param to the last day that is looked at
   */
  BusinessIndexQueries(DSLContext sql, HealthSource source, AccountRange accounts, LocalDate to) {
    this.sql = sql;
    this.source = source;
    this.accounts = accounts;
    this.to = to;
    LedgerSettings ledger = source.rollups().settings().ledger();
    this.weights =
        new RevenueWeights(
            ledger.currency().map(Currency::getCurrencyCode).orElseGet(this::prevailingCurrency),
            ledger);
  }

  /** Absent when no day has an account with a score and revenue. */
  Optional<BusinessIndex> index() {
    List<Day> days = days().stream().filter(day -> !day.mean.isEmpty()).toList();
    if (days.isEmpty()) {
      return Optional.empty();
    }
    List<FormulaChange> changes =
        new FormulaChangeQueries(sql, source, accounts, to, weights).changes();
    double[] linked = linked(days, changes);
    LocalDate until = days.getFirst().day.plusDays(BusinessIndex.BASE_DAYS - 1L);
    double base =
        IntStream.range(0, linked.length)
            .filter(i -> !days.get(i).day.isAfter(until))
            .mapToDouble(i -> linked[i])
            .average()
            .orElseThrow();
    if (base <= 0) {
      return Optional.empty(); // nobody had a single point: nothing to compare with
    }
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < linked.length; i++) {
      Day day = days.get(i);
      points.add(
          new Point(
              day.day,
              100 * linked[i] / base,
              day.mean.mean(),
              day.accounts,
              day.withoutRevenue,
              day.withoutScore));
    }
    return Optional.of(
        new BusinessIndex(
            days.getFirst().day, until, points, changes, moves(points), weights.currency()));
  }

  private List<BusinessIndex.Move> moves(List<Point> points) {
    Point last = points.getLast();
    LocalDate before = last.day().minusDays(BusinessIndex.MOVE_DAYS);
    return points.stream()
        .filter(point -> point.day().equals(before))
        .findFirst()
        .map(point -> IndexMoves.of(point, at(point), last, at(last)))
        .orElse(List.of());
  }

  /** The means of days, each multiplied by the links of the changes up to it. */
  private static double[] linked(List<Day> days, List<FormulaChange> changes) {
    double[] linked = new double[days.size()];
    double link = 1;
    int next = 0;
    for (int i = 0; i < linked.length; i++) {
      while (next < changes.size() && !changes.get(next).day().isAfter(days.get(i).day)) {
        link *= changes.get(next).link();
        next++;
      }
      linked[i] = days.get(i).mean.mean() * link;
    }
    return linked;
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

  /** Days of accounts that pay in several currencies, whose revenue is therefore no one amount. */
  private static Table<?> mixed() {
    return select(InputColumns.ACCOUNT_ID.as(MIXED_ID), InputColumns.DAY.as(MIXED_DAY))
        .from(HealthStore.INPUT_DAY)
        .where(InputColumns.CURRENCIES.gt(1))
        .asTable("mixed");
  }

  private List<Day> days() {
    Field<Double> score = HealthStore.SCORE;
    // Nearly always nobody is mixed, and the join would cost as much as all the sums.
    boolean mixed = sql.fetchExists(HealthStore.INPUT_DAY, InputColumns.CURRENCIES.gt(1));
    Condition paid = mixed ? ARR.gt(0L).and(MIXED_ID.isNull()) : ARR.gt(0L);
    Condition both = score.isNotNull().and(paid);
    SortedMap<LocalDate, Day> days = new TreeMap<>();
    sql.select(
            InputColumns.DAY,
            InputColumns.CURRENCY,
            coalesce(sum(score.mul(ARR)).filterWhere(both), inline(BigDecimal.ZERO))
                .coerce(Double.class),
            coalesce(sum(ARR.cast(SQLDataType.DOUBLE)).filterWhere(both), inline(BigDecimal.ZERO))
                .coerce(Double.class),
            count().filterWhere(both),
            count().filterWhere(score.isNotNull()),
            count().filterWhere(score.isNull().and(ARR.gt(0L))))
        .from(
            mixed
                ? HealthStore.HEALTH_DAY
                    .leftJoin(mixed())
                    .on(MIXED_ID.eq(InputColumns.ACCOUNT_ID).and(MIXED_DAY.eq(InputColumns.DAY)))
                : HealthStore.HEALTH_DAY)
        .where(asked())
        .groupBy(InputColumns.DAY, InputColumns.CURRENCY)
        .forEach(row -> {
          Day day = days.computeIfAbsent(row.value1(), Day::new);
          double rate = weights.ofMinorUnit(row.value2());
          int weighed = rate > 0 ? row.value5() : 0;
          day.mean.addSums(row.value3() * rate, row.value4() * rate);
          day.accounts += weighed;
          day.withoutRevenue += row.value6() - weighed;
          day.withoutScore += row.value7();
        });
    return List.copyOf(days.values());
  }

  /** The accounts whose revenue of a day is in several currencies. */
  static Set<String> severalCurrencies(DSLContext sql, LocalDate day) {
    return sql.select(MIXED_ID)
        .from(mixed())
        .where(MIXED_DAY.eq(inline(day, SQLDataType.LOCALDATE)))
        .fetchSet(MIXED_ID);
  }

  /** The accounts of a day that have a score and revenue, with what they weigh. */
  private List<IndexMoves.Weighed> at(Point point) {
    Set<String> several = severalCurrencies(sql, point.day());
    List<IndexMoves.Weighed> weighed = new ArrayList<>();
    for (HealthDay day : HealthStore.days(sql, HealthStore.onDay(point.day()).and(asked()))) {
      Double score = day.score();
      double weight = several.contains(day.accountId()) ? 0 : weights.of(day);
      if (score != null && weight > 0) {
        weighed.add(new IndexMoves.Weighed(day.accountId(), score, weight));
      }
    }
    return weighed;
  }
}
