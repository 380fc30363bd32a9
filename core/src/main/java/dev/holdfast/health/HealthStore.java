package dev.holdfast.health;

import static org.jooq.impl.DSL.asterisk;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.FactReader;
import dev.holdfast.warehouse.Appender;
import dev.holdfast.warehouse.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The history of health: {@code health_input_day}, what was known of an account on a day, and
 * {@code health_day}, the score it gave.
 *
 * <p>Points and contributions of single measures are not stored: they follow from the inputs and
 * the version of the profile, exactly.
 */
final class HealthStore {

  static final Table<?> INPUT_DAY = table(name("health_input_day"));
  static final Table<?> HEALTH_DAY = table(name("health_day"));

  private static final Table<?> STATE = table(name("health_state"));
  private static final Table<?> LISTED = table(name("listed_account"));
  private static final Table<?> RENEWED = table(name("renewed_input"));

  static final Field<Double> SCORE = field(name("score"), SQLDataType.DOUBLE);
  static final Field<String> BAND = field(name("band"), SQLDataType.VARCHAR);
  static final Field<Double> COVERAGE = field(name("coverage"), SQLDataType.DOUBLE);

  /** Everything recorded up to then was taken into account. */
  static final Field<LocalDateTime> COMPUTED_AT =
      field(name("computed_at"), SQLDataType.LOCALDATETIME);

  /** Whether the day was over by then; if not, the row is made anew. */
  static final Field<Boolean> DAY_OVER = field(name("day_over"), SQLDataType.BOOLEAN);

  /** Why a day that was over was computed again; null when it was not. */
  static final Field<String> RESTATED = field(name("restated"), SQLDataType.VARCHAR);

  /** Scores take into account what the rollups held up to then. */
  private static final Field<LocalDateTime> UP_TO = field(name("up_to"), SQLDataType.LOCALDATETIME);

  /** The fingerprint of the profiles by which the running day was scored. */
  private static final Field<String> PROFILES = field(name("profiles"), SQLDataType.VARCHAR);

  private static final Field<Long> ARR = Quantity.ARR_MINOR.column();

  private static final List<Field<?>> HEALTH_COLUMNS =
      List.of(
          InputColumns.ACCOUNT_ID,
          InputColumns.DAY,
          InputColumns.PROFILE,
          InputColumns.PROFILE_VERSION,
          SCORE,
          BAND,
          COVERAGE,
          ARR,
          InputColumns.CURRENCY,
          COMPUTED_AT,
          DAY_OVER,
          RESTATED);

  private HealthStore() {}

  static void createTables(DSLContext sql) {
    sql.createTableIfNotExists(INPUT_DAY)
        .columns(
            Stream.concat(InputColumns.ALL.stream(), Stream.<Field<?>>of(COMPUTED_AT, DAY_OVER))
                .toList())
        .execute();
    sql.createTableIfNotExists(HEALTH_DAY).columns(HEALTH_COLUMNS).execute();
    sql.createTableIfNotExists(STATE).columns(UP_TO, PROFILES).execute();
    ReferenceStore.createTable(sql);
    // Tables made by an earlier Holdfast lack these.
    sql.alterTable(INPUT_DAY).addColumnIfNotExists(InputColumns.TIER).execute();
    sql.alterTable(INPUT_DAY).addColumnIfNotExists(InputColumns.SEGMENT).execute();
    sql.alterTable(STATE).addColumnIfNotExists(PROFILES).execute();
  }

  /** By which profiles today's scores were computed; absent before the first update. */
  static Optional<String> fingerprint(DSLContext sql) {
    return sql.select(PROFILES).from(STATE).fetchOptional(PROFILES);
  }

  /** Up to when today's scores follow the rollups; absent before the first update. */
  static Optional<Instant> upTo(DSLContext sql) {
    return sql.select(UP_TO)
        .from(STATE)
        .fetchOptional(0, LocalDateTime.class)
        .map(at -> at.toInstant(ZoneOffset.UTC));
  }

  static void saveUpTo(DSLContext sql, Instant upTo, String fingerprint) {
    sql.deleteFrom(STATE).execute();
    sql.insertInto(STATE)
        .columns(UP_TO, PROFILES)
        .values(FactReader.utc(upTo), fingerprint)
        .execute();
  }

  /**
   * One piece of a refresh.
   *
   * @param knownBy only what was recorded by then counts
   * @param over the asked days that were over by then
   * @param restated label of a restatement; null keeps days that are over as they are
   */
  record Piece(Asked asked, Instant knownBy, List<LocalDate> over, @Nullable String restated) {}

  /** Computes the rows of a piece that are missing or not final; returns how many. */
  static int compute(Writer writer, Piece piece, HealthProfiles profiles, References references) {
    DSLContext sql = writer.sql();
    LocalDateTime now = FactReader.utc(piece.knownBy());
    Condition of = days(piece.asked()).and(piece.asked().accounts().holds(InputColumns.ACCOUNT_ID));
    Condition replaced = piece.restated() == null ? of.and(DAY_OVER.isFalse()) : of;
    Select<?> inputs = new HealthInputQueries(piece.asked(), profiles).inputs();
    sql.deleteFrom(INPUT_DAY).where(replaced).execute();
    sql.deleteFrom(HEALTH_DAY).where(replaced).execute();
    insertInputs(sql, piece, inputs.asTable("i"), now);
    return appendScores(writer, piece, new Scorer(profiles, references), of);
  }

  /**
   * Computes the running day anew for accounts of which only use was learned since it was computed;
   * returns how many.
   *
   * @param from first day of that use
   */
  static int computeUse(
      Writer writer, Piece piece, HealthProfiles profiles, References references, LocalDate from) {
    DSLContext sql = writer.sql();
    Condition of =
        days(piece.asked())
            .and(piece.asked().accounts().holds(InputColumns.ACCOUNT_ID))
            .and(DAY_OVER.isFalse());
    Table<?> stored = select(InputColumns.ALL).from(INPUT_DAY).where(of).asTable("stored");
    sql.createTemporaryTable(RENEWED)
        .as(new HealthInputQueries(piece.asked(), profiles).withUse(stored, from))
        .execute();
    sql.deleteFrom(INPUT_DAY).where(of).execute();
    sql.deleteFrom(HEALTH_DAY).where(of).execute();
    insertInputs(
        sql, piece, select(asterisk()).from(RENEWED).asTable("i"), FactReader.utc(piece.knownBy()));
    sql.dropTable(RENEWED).execute();
    return appendScores(writer, piece, new Scorer(profiles, references), of);
  }

  /** What the rows of a day took as known of any account: one record, unless they disagree. */
  static List<? extends Record> generallyKnown(DSLContext sql, LocalDate day) {
    return sql.selectDistinct(HealthInputQueries.GENERALLY_KNOWN)
        .from(INPUT_DAY)
        .where(onDay(day))
        .fetch();
  }

  /** Puts ids where queries find them faster than in their own text. */
  static AccountRange listed(Writer writer, List<String> accountIds) {
    writer.sql().dropTableIfExists(LISTED).execute();
    writer.sql().createTemporaryTable(LISTED).columns(InputColumns.ACCOUNT_ID).execute();
    try (Appender appender = writer.appender(LISTED.getName())) {
      accountIds.forEach(id -> appender.row().text(id).end());
    }
    return new AccountRange.Listed(
        column -> column.in(select(InputColumns.ACCOUNT_ID).from(LISTED)));
  }

  private static void insertInputs(
      DSLContext sql, Piece piece, Table<?> inputs, LocalDateTime now) {
    List<SelectField<?>> columns = new ArrayList<>();
    InputColumns.ALL.forEach(column -> columns.add(of("i", column)));
    columns.add(inline(now, SQLDataType.LOCALDATETIME).as(COMPUTED_AT));
    columns.add(
        field(
                piece.over().isEmpty()
                    ? condition(false)
                    : of("i", InputColumns.DAY).in(inlined(piece.over())))
            .as(DAY_OVER));
    List<Field<?>> target = new ArrayList<>(InputColumns.ALL);
    target.add(COMPUTED_AT);
    target.add(DAY_OVER);
    Select<Record> missing =
        sql.select(columns)
            .from(inputs)
            .where(
                piece.over().isEmpty() || piece.restated() != null
                    ? noCondition()
                    : notExists(
                        selectOne()
                            .from(INPUT_DAY.as("o"))
                            .where(
                                of("o", InputColumns.ACCOUNT_ID)
                                    .eq(of("i", InputColumns.ACCOUNT_ID)))
                            .and(of("o", InputColumns.DAY).eq(of("i", InputColumns.DAY)))));
    sql.insertInto(INPUT_DAY).columns(target).select(missing).execute();
  }

  private static int appendScores(Writer writer, Piece piece, Scorer scorer, Condition asked) {
    DSLContext sql = writer.sql();
    Table<?> scored =
        selectDistinct(InputColumns.ACCOUNT_ID.as("scored_id"), InputColumns.DAY.as("scored_day"))
            .from(HEALTH_DAY)
            .where(asked)
            .asTable("scored");
    List<SelectField<?>> columns = new ArrayList<>(InputColumns.ALL);
    columns.add(DAY_OVER);
    int dayOver = columns.size();
    int count = 0;
    try (ResultSet result =
            sql.select(columns)
                .from(INPUT_DAY)
                .where(asked)
                .andNotExists(
                    selectOne()
                        .from(scored)
                        .where(field(name("scored_id"), String.class).eq(InputColumns.ACCOUNT_ID))
                        .and(field(name("scored_day"), LocalDate.class).eq(InputColumns.DAY)))
                .orderBy(InputColumns.ACCOUNT_ID, InputColumns.DAY)
                .fetchResultSet();
        Appender appender = writer.appender(HEALTH_DAY.getName())) {
      InputColumns.Rows rows = new InputColumns.Rows(result);
      while (rows.next()) {
        AccountDay account = rows.account();
        HealthScore score = scorer.score(account).score();
        boolean over = result.getBoolean(dayOver);
        append(appender, account, score, piece.knownBy(), over, over ? piece.restated() : null);
        count++;
      }
    } catch (SQLException e) {
      throw new HoldfastException(ErrorCode.STORE_FAILED, "cannot compute health", e);
    }
    return count;
  }

  private static void append(
      Appender appender,
      AccountDay account,
      HealthScore score,
      Instant now,
      boolean over,
      @Nullable String restated) {
    appender
        .row()
        .text(account.accountId())
        .date(account.day())
        .text(account.profile())
        .integer(account.profileVersion());
    Integer thousandths = score.thousandths();
    if (thousandths == null) {
      appender.nothing();
    } else {
      appender.number(Points.points(thousandths));
    }
    appender
        .text(score.band().word())
        .number(score.coverage())
        .integer(account.commercial().arrMinor())
        .text(account.commercial().currency())
        .instant(now)
        .flag(over)
        .text(restated)
        .end();
  }

  /** How many accounts each profile has on a day, by its name. */
  static Map<String, Long> accountsByProfile(DSLContext sql, LocalDate day) {
    return sql.select(InputColumns.PROFILE, count().cast(SQLDataType.BIGINT))
        .from(HEALTH_DAY)
        .where(onDay(day))
        .groupBy(InputColumns.PROFILE)
        .orderBy(InputColumns.PROFILE)
        .fetchMap(row -> row.get(InputColumns.PROFILE), row -> row.value2());
  }

  /** The stored inputs of days, by account and day. */
  static List<AccountDay> inputs(
      DSLContext sql, List<LocalDate> days, AccountRange accounts, Condition more) {
    try (ResultSet result =
        sql.select(InputColumns.ALL)
            .from(INPUT_DAY)
            .where(InputColumns.DAY.in(inlined(days)))
            .and(accounts.holds(InputColumns.ACCOUNT_ID))
            .and(more)
            .orderBy(InputColumns.ACCOUNT_ID, InputColumns.DAY)
            .fetchResultSet()) {
      InputColumns.Rows rows = new InputColumns.Rows(result);
      List<AccountDay> inputs = new ArrayList<>();
      while (rows.next()) {
        inputs.add(rows.account());
      }
      return inputs;
    } catch (SQLException e) {
      throw new HoldfastException(ErrorCode.STORE_FAILED, "cannot read health", e);
    }
  }

  /** The stored scores that meet a condition, by account and day. */
  static List<HealthDay> days(DSLContext sql, Condition condition) {
    return sql.select(HEALTH_COLUMNS)
        .from(HEALTH_DAY)
        .where(condition)
        .orderBy(InputColumns.ACCOUNT_ID, InputColumns.DAY)
        .fetch(HealthStore::day);
  }

  /** When the rows of a day were computed, the last of them; absent when there are none. */
  static Optional<Instant> computedAt(DSLContext sql, LocalDate day) {
    return sql.select(max(COMPUTED_AT))
        .from(HEALTH_DAY)
        .where(InputColumns.DAY.eq(inline(day, SQLDataType.LOCALDATE)))
        .fetchOptional(0, LocalDateTime.class)
        .map(at -> at.toInstant(ZoneOffset.UTC));
  }

  /** The last day with scores; absent when there is none. */
  static Optional<LocalDate> lastDay(DSLContext sql) {
    return sql.select(max(InputColumns.DAY)).from(HEALTH_DAY).fetchOptional(0, LocalDate.class);
  }

  /** The days before one whose scores were computed while they were running, in order. */
  static List<LocalDate> unfinished(DSLContext sql, LocalDate before) {
    return sql.selectDistinct(InputColumns.DAY)
        .from(HEALTH_DAY)
        .where(DAY_OVER.isFalse())
        .and(InputColumns.DAY.lt(inline(before, SQLDataType.LOCALDATE)))
        .orderBy(InputColumns.DAY)
        .fetch(InputColumns.DAY);
  }

  /** Ids of the accounts that there are facts of, in order. */
  static List<String> accountIds(DSLContext sql, Asked asked) {
    return sql.selectDistinct(Asked.ACCOUNT_ID)
        .from(dev.holdfast.facts.FactType.ACCOUNT.table())
        .where(asked.counts())
        .orderBy(Asked.ACCOUNT_ID)
        .fetch(Asked.ACCOUNT_ID);
  }

  static Condition onDay(LocalDate day) {
    return InputColumns.DAY.eq(inline(day, SQLDataType.LOCALDATE));
  }

  private static HealthDay day(Record row) {
    Double score = row.get(SCORE);
    return new HealthDay(
        row.get(InputColumns.ACCOUNT_ID),
        row.get(InputColumns.DAY),
        row.get(InputColumns.PROFILE),
        Math.toIntExact(row.get(InputColumns.PROFILE_VERSION)),
        score,
        Band.valueOf(row.get(BAND).toUpperCase(java.util.Locale.ROOT)),
        row.get(COVERAGE),
        row.get(ARR),
        row.get(InputColumns.CURRENCY),
        row.get(COMPUTED_AT).toInstant(ZoneOffset.UTC),
        row.get(RESTATED));
  }

  private static Condition days(Asked asked) {
    return InputColumns.DAY.between(
        inline(asked.days().getFirst(), SQLDataType.LOCALDATE),
        inline(asked.days().getLast(), SQLDataType.LOCALDATE));
  }

  private static List<? extends Field<LocalDate>> inlined(List<LocalDate> days) {
    return days.stream().map(day -> inline(day, SQLDataType.LOCALDATE)).toList();
  }

  private static <T> Field<T> of(String table, Field<T> column) {
    return field(name(table, column.getName()), column.getDataType());
  }
}
