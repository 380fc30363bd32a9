package dev.holdfast.signals;

import static dev.holdfast.signals.Asking.ACCOUNT_ID;
import static dev.holdfast.signals.Asking.DAY;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.median;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import dev.holdfast.health.Band;
import dev.holdfast.health.Bands;
import dev.holdfast.health.HealthProfile;
import dev.holdfast.health.HealthProfiles;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** Reads what was recorded of accounts day by day: health, and use of the product. */
final class DayQueries {

  private static final Table<?> HEALTH = table(name("health_day")).as("h");
  private static final Table<?> INPUTS = table(name("health_input_day")).as("i");
  private static final Field<Long> EVENTS = Asking.number("people_events");

  /** An account must have been in use for so many weeks to speak for the season. */
  private static final int SEASON_WEEKS = 8;

  /** Person-days of a usual week under which an account says little about the season. */
  private static final double SEASON_PERSON_DAYS = 5;

  /** Fewer accounts do not make an index. */
  private static final int SEASON_ACCOUNTS = 10;

  private DayQueries() {}

  private static <T> Field<T> of(String alias, String column, org.jooq.DataType<T> type) {
    return field(name(alias, column), type);
  }

  private static Field<Long> input(String column) {
    return of("i", column, SQLDataType.BIGINT);
  }

  /** The recorded days from the first to the last, by account, in order. */
  static Map<String, List<DayPoint>> days(Asking asking, HealthProfiles profiles) {
    Field<String> account = of("h", "account_id", SQLDataType.VARCHAR);
    Field<LocalDate> day = of("h", "day", SQLDataType.LOCALDATE);
    Map<String, DayPoint.Edges> edges = new HashMap<>();
    Map<String, List<DayPoint>> days = new HashMap<>();
    asking
        .sql()
        .select(
            account,
            day,
            of("h", "score", SQLDataType.DOUBLE),
            of("h", "band", SQLDataType.VARCHAR),
            of("h", "profile", SQLDataType.VARCHAR),
            of("h", "profile_version", SQLDataType.BIGINT),
            input("people_28"),
            input("seats"),
            input("champions"),
            input("oldest_open_days"),
            input("days_to_term_end"),
            of("h", "arr_minor", SQLDataType.BIGINT),
            of("h", "currency", SQLDataType.VARCHAR))
        .from(HEALTH)
        .join(INPUTS)
        .on(account.eq(of("i", "account_id", SQLDataType.VARCHAR)))
        .and(day.eq(of("i", "day", SQLDataType.LOCALDATE)))
        .where(day.between(inline(asking.from()), inline(asking.day())))
        .and(asking.accounts().holds(account))
        .orderBy(account, day)
        .forEach(row ->
            days.computeIfAbsent(row.value1(), id -> new ArrayList<>())
                .add(
                    new DayPoint(
                        row.value2(),
                        row.value3(),
                        Band.valueOf(row.value4().toUpperCase(Locale.ROOT)),
                        edges.computeIfAbsent(
                            row.value5() + " " + row.value6(),
                            key -> edges(profiles, row.value5(), Math.toIntExact(row.value6()))),
                        row.value7(),
                        row.value8(),
                        row.value9(),
                        Math.toIntExact(row.value10()),
                        Math.toIntExact(row.value11()),
                        row.value12(),
                        row.value13())));
    return days;
  }

  /** Where the bands of a profile end; one that is not here any more is read as the last one. */
  private static DayPoint.Edges edges(HealthProfiles profiles, String name, int version) {
    HealthProfile profile = profiles.find(name, version).orElse(profiles.inForce().getLast());
    double atRisk = 0;
    double watch = 0;
    for (Bands.Span span : profile.bands().spans()) {
      atRisk = span.band() == Band.AT_RISK ? span.to() / 1000.0 : atRisk;
      watch = span.band() == Band.WATCH ? span.to() / 1000.0 : watch;
    }
    return new DayPoint.Edges(atRisk, Math.max(atRisk, watch));
  }

  /** First recorded day of each account. */
  static Map<String, LocalDate> firstScored(Asking asking) {
    return asking
        .sql()
        .select(ACCOUNT_ID, min(DAY))
        .from(table(name("health_day")))
        .where(asking.accounts().holds(ACCOUNT_ID))
        .groupBy(ACCOUNT_ID)
        .fetchMap(row -> row.value1(), row -> row.value2());
  }

  /** Accounts that are customers on the last day, in order. */
  static List<String> customers(Asking asking) {
    return asking
        .sql()
        .select(ACCOUNT_ID)
        .from(table(name("health_day")))
        .where(DAY.eq(inline(asking.day())))
        .and(asking.accounts().holds(ACCOUNT_ID))
        .orderBy(ACCOUNT_ID)
        .fetch(ACCOUNT_ID);
  }

  /** Events of people by account and day, since so many days before the first. */
  static Map<String, NavigableMap<LocalDate, Long>> use(Asking asking, int daysBefore) {
    Map<String, NavigableMap<LocalDate, Long>> use = new HashMap<>();
    asking
        .sql()
        .select(ACCOUNT_ID, DAY, EVENTS)
        .from(asking.usage().accounts())
        .where(asking.accounts().holds(ACCOUNT_ID))
        .and(DAY.between(inline(asking.from().minusDays(daysBefore)), inline(asking.day())))
        .and(EVENTS.gt(inline(0L)))
        .forEach(row ->
            use.computeIfAbsent(row.value1(), id -> new TreeMap<>())
                .put(row.value2(), row.value3()));
    return use;
  }

  /** First day of use of each account. */
  static Map<String, LocalDate> firstUse(Asking asking) {
    return asking
        .sql()
        .select(ACCOUNT_ID, min(DAY))
        .from(asking.usage().accounts())
        .where(asking.accounts().holds(ACCOUNT_ID))
        .and(EVENTS.gt(inline(0L)))
        .groupBy(ACCOUNT_ID)
        .fetchMap(row -> row.value1(), row -> row.value2());
  }

  /** Person-days by account and Monday of whole weeks, from a Monday on. */
  static Map<String, Map<LocalDate, Long>> weeks(Asking asking, LocalDate first) {
    Map<String, Map<LocalDate, Long>> weeks = new HashMap<>();
    asking
        .sql()
        .select(ACCOUNT_ID, WEEK, PERSON_DAYS)
        .from(weekly(asking, first))
        .where(asking.accounts().holds(ACCOUNT_ID))
        .forEach(row ->
            weeks
                .computeIfAbsent(row.value1(), id -> new HashMap<>())
                .put(Asking.monday(row.value2()), row.value3()));
    return weeks;
  }

  private static final Field<Integer> WEEK = field(name("week"), SQLDataType.INTEGER);
  private static final Field<Long> PEOPLE = Asking.number("people");
  private static final Field<Long> PERSON_DAYS = Asking.number("person_days");

  private static Table<?> weekly(Asking asking, LocalDate first) {
    Table<?> days =
        select(ACCOUNT_ID, asking.monday(DAY).as(WEEK), PEOPLE)
            .from(asking.usage().accounts())
            .where(
                DAY.between(inline(first), inline(Asking.lastWholeWeek(asking.day()).plusDays(6))))
            .and(PEOPLE.gt(inline(0L)))
            .asTable("use_day");
    return select(ACCOUNT_ID, WEEK, sum(PEOPLE).cast(SQLDataType.BIGINT).as(PERSON_DAYS))
        .from(days)
        .groupBy(ACCOUNT_ID, WEEK)
        .asTable("use_week");
  }

  /**
   * The season: in each week the median over accounts of their use by their own usual week, which
   * is the median of their weeks. Accounts count from their {@value #SEASON_WEEKS}th week of use
   * on, so that neither new customers nor a few large ones move it. Weeks with fewer than {@value
   * #SEASON_ACCOUNTS} such accounts have none.
   */
  static Map<LocalDate, Double> season(Asking asking, LocalDate first) {
    Field<Double> level = field(name("level"), SQLDataType.DOUBLE);
    Field<Integer> begins = field(name("begins"), SQLDataType.INTEGER);
    Field<String> whose = Asking.text("whose");
    Table<?> levels =
        select(
                ACCOUNT_ID.as(whose),
                median(PERSON_DAYS).cast(SQLDataType.DOUBLE).as(level),
                min(WEEK).as(begins))
            .from(weekly(asking, first))
            .groupBy(ACCOUNT_ID)
            .having(median(PERSON_DAYS).ge(BigDecimal.valueOf(SEASON_PERSON_DAYS)))
            .asTable("usual");
    Map<LocalDate, Double> season = new HashMap<>();
    asking
        .sql()
        .select(WEEK, median(PERSON_DAYS.cast(SQLDataType.DOUBLE).div(level)), count())
        .from(weekly(asking, first))
        .join(levels)
        .on(ACCOUNT_ID.eq(whose))
        .where(WEEK.ge(begins.plus(inline(7 * SEASON_WEEKS))))
        .groupBy(WEEK)
        .having(count().ge(inline(SEASON_ACCOUNTS)))
        .forEach(row -> season.put(Asking.monday(row.value1()), row.value2().doubleValue()));
    return season;
  }

  /**
   * Use of all accounts together on a day.
   *
   * @param accounts in use by people
   * @param events of people and machines
   */
  record CompanyDay(long accounts, long events) {}

  /** Use of all accounts by day, since so many days before the first. */
  static Map<LocalDate, CompanyDay> company(Asking asking, int daysBefore) {
    Map<LocalDate, CompanyDay> days = new HashMap<>();
    asking
        .sql()
        .select(
            DAY,
            count().filterWhere(EVENTS.gt(inline(0L))),
            sum(Asking.number("events")).cast(SQLDataType.BIGINT))
        .from(asking.usage().accounts())
        .where(DAY.between(inline(asking.from().minusDays(daysBefore)), inline(asking.day())))
        .groupBy(DAY)
        .forEach(
            row -> days.put(row.value1(), new CompanyDay(row.value2().longValue(), row.value3())));
    return days;
  }
}
