package dev.holdfast.metrics;

import static dev.holdfast.metrics.UsageRollupQueries.ACCOUNT_DAY;
import static dev.holdfast.metrics.UsageRollupQueries.ACCOUNT_DAY_COLUMNS;
import static dev.holdfast.metrics.UsageRollupQueries.ACCOUNT_ID;
import static dev.holdfast.metrics.UsageRollupQueries.DAY;
import static dev.holdfast.metrics.UsageRollupQueries.EVENTS;
import static dev.holdfast.metrics.UsageRollupQueries.NAME_LATELY;
import static dev.holdfast.metrics.UsageRollupQueries.NAME_LATELY_COLUMNS;
import static dev.holdfast.metrics.UsageRollupQueries.PERSON_DAY;
import static dev.holdfast.metrics.UsageRollupQueries.PERSON_DAY_COLUMNS;
import static dev.holdfast.metrics.UsageRollupQueries.PERSON_LATELY;
import static dev.holdfast.metrics.UsageRollupQueries.PERSON_LATELY_COLUMNS;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** The rollups of usage. */
final class UsageRollupStore {

  private static final Table<?> FRESH = table(name("fresh_person_day"));
  private static final Table<?> SUMMED = table(name("summed_person_day"));
  private static final Table<?> TOUCHED_DAY = table(name("touched_day"));

  /** Chunks of the history that are summed one after the other, so that days lie together. */
  private static final int CHUNKS = 24;

  /** Days before the last refresh from scratch that what was done lately reaches back. */
  private static final int LATELY = 28;

  /**
   * What was summed anew.
   *
   * @param from its first day
   * @param accountDays (account, day) pairs
   */
  record Change(Optional<LocalDate> from, long accountDays) {
    static final Change NONE = new Change(Optional.empty(), 0);
  }

  private final Reading reading;
  private final DSLContext sql;
  private final LocalDate today;

  UsageRollupStore(Reading reading, LocalDate today) {
    this.reading = reading;
    this.sql = reading.sql();
    this.today = today;
  }

  /** Sums all usage, a part of the history at a time, so that rows of a day lie together. */
  void sumAll() {
    Record2<LocalDateTime, LocalDateTime> bounds =
        sql.select(min(CommonColumns.OCCURRED_AT), max(CommonColumns.OCCURRED_AT))
            .from(FactType.USAGE_EVENT.table())
            .where(reading.facts().counts())
            .fetchSingle();
    if (bounds.value1() == null) {
      return;
    }
    ZoneId zone = reading.settings().usageZone();
    LocalDate first = local(bounds.value1(), zone).withDayOfMonth(1);
    LocalDate last = local(bounds.value2(), zone);
    long months = ChronoUnit.MONTHS.between(first, last) + 1;
    long length = (months + CHUNKS - 1) / CHUNKS;
    for (LocalDate from = first; !from.isAfter(last); from = from.plusMonths(length)) {
      Condition chunk =
          CommonColumns.OCCURRED_AT
              .ge(val(startOf(from, zone)))
              .and(CommonColumns.OCCURRED_AT.lt(val(startOf(from.plusMonths(length), zone))));
      insert(
          PERSON_DAY,
          PERSON_DAY_COLUMNS,
          select(PERSON_DAY_COLUMNS)
              .from(sums(reading.facts().counts().and(chunk), 1).asTable("chunk"))
              .where(EVENTS.gt(0L)));
    }
  }

  private static LocalDate local(LocalDateTime utc, ZoneId zone) {
    return LocalDate.ofInstant(utc.toInstant(ZoneOffset.UTC), zone);
  }

  private static LocalDateTime startOf(LocalDate day, ZoneId zone) {
    return FactReader.utc(day.atStartOfDay(zone).toInstant());
  }

  long computeAccountDays() {
    return insert(ACCOUNT_DAY, ACCOUNT_DAY_COLUMNS, UsageRollupQueries.accountDays(PERSON_DAY));
  }

  /** What was done lately, from the sums and facts of the last days. */
  void computeLately() {
    LocalDate from = today.minusDays(LATELY);
    sql.deleteFrom(PERSON_LATELY).execute();
    sql.deleteFrom(NAME_LATELY).execute();
    addPeopleLately(select(PERSON_DAY_COLUMNS).from(PERSON_DAY).where(DAY.ge(val(from))));
    addNamesLately(
        reading
            .facts()
            .counts()
            .and(CommonColumns.OCCURRED_AT.ge(val(startOf(from, reading.settings().usageZone())))));
  }

  private void addPeopleLately(Select<?> personDays) {
    insert(
        PERSON_LATELY,
        PERSON_LATELY_COLUMNS,
        UsageRollupQueries.lately(
            UsageRollupQueries.activePeople(personDays.asTable("person_day")),
            PERSON_LATELY_COLUMNS,
            today));
  }

  private void addNamesLately(Condition facts) {
    insert(
        NAME_LATELY,
        NAME_LATELY_COLUMNS,
        UsageRollupQueries.lately(
            UsageRollupQueries.namesDone(facts, reading.engine(), reading.settings()),
            NAME_LATELY_COLUMNS,
            today));
  }

  /** Sums the touched days of accounts anew: what they had, what came, less what was undone. */
  Change change(Condition added, Condition removed, boolean somethingUndone) {
    Select<?> fresh = sums(added, 1);
    createTemporary(
        FRESH,
        somethingUndone
            ? select(PERSON_DAY_COLUMNS)
                .from(fresh.asTable("added"))
                .unionAll(select(PERSON_DAY_COLUMNS).from(sums(removed, -1).asTable("removed")))
            : fresh);
    createTemporary(TOUCHED_DAY, DSL.selectDistinct(ACCOUNT_ID, DAY).from(FRESH));
    Record2<LocalDate, LocalDate> span =
        sql.select(min(DAY), max(DAY)).from(TOUCHED_DAY).fetchSingle();
    Condition touched =
        DAY.between(val(span.value1()), val(span.value2()))
            .and(row(ACCOUNT_ID, DAY).in(select(ACCOUNT_ID, DAY).from(TOUCHED_DAY)));
    createTemporary(
        SUMMED,
        UsageRollupQueries.added(
            select(PERSON_DAY_COLUMNS)
                .from(PERSON_DAY)
                .where(touched)
                .unionAll(select(PERSON_DAY_COLUMNS).from(FRESH))));
    sql.deleteFrom(PERSON_DAY).where(touched).execute();
    insert(PERSON_DAY, PERSON_DAY_COLUMNS, select(PERSON_DAY_COLUMNS).from(SUMMED));
    sql.deleteFrom(ACCOUNT_DAY).where(touched).execute();
    insert(ACCOUNT_DAY, ACCOUNT_DAY_COLUMNS, UsageRollupQueries.accountDays(SUMMED));
    if (somethingUndone) {
      computeLately();
    } else {
      addPeopleLately(select(PERSON_DAY_COLUMNS).from(FRESH));
      addNamesLately(added);
    }
    long days = sql.fetchCount(TOUCHED_DAY);
    List.of(FRESH, SUMMED, TOUCHED_DAY).forEach(table -> sql.dropTable(table).execute());
    return new Change(Optional.ofNullable(span.value1()), days);
  }

  private Select<?> sums(Condition facts, int sign) {
    return UsageRollupQueries.sums(facts, sign, reading.engine(), reading.settings());
  }

  private long insert(Table<?> into, List<Field<?>> columns, Select<?> rows) {
    return sql.insertInto(into).columns(columns).select(rows).execute();
  }

  private void createTemporary(Table<?> table, Select<? extends Record> rows) {
    sql.createTemporaryTable(table).as(rows).execute();
  }
}
