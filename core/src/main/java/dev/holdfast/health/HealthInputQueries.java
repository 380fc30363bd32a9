package dev.holdfast.health;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lead;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.when;
import static org.jooq.impl.DSL.with;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Facts.Lifecycle;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Row2;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Reads the inputs of accounts on days: one query text, whether for one day or a year.
 *
 * <p>The spine is every account that is a customer on a day: its lifecycle is trial, onboarding,
 * active or not stated; and when it is not stated, it has a running subscription or never had any.
 * Changes of quantities are summed up along the days of each account; what is no sum (the oldest
 * open ticket, the median, the next end of a term) is joined per day.
 *
 * <p>Only what happened by the end of a day counts on it, and only facts that count at the
 * knowledge asked for.
 *
 * <p>It is one file because all of its parts read the same spine.
 */
final class HealthInputQueries {

  private static final Table<?> CALENDAR = table(name("calendar"));
  private static final Table<?> SPINE = table(name("spine"));
  private static final Field<Integer> TOUCHED = Asked.integer("touched");
  private static final Field<Integer> SINCE = Asked.integer("since");
  private static final Field<String> LIFECYCLE = Asked.text(FactType.ACCOUNT, "lifecycle");

  /** The columns that do not depend on the account. */
  static final List<Field<?>> GENERALLY_KNOWN =
      List.of(InputColumns.TICKET_SOURCE, InputColumns.TOUCH_SOURCE, InputColumns.MILESTONES_KNOWN);

  private final Asked asked;
  private final HealthProfiles profiles;
  private final UsageQueries usage;
  private final SupportQueries support;
  private final VoiceQueries voice;
  private final RelationshipQueries relationship;
  private final CommercialQueries commercial;
  private final ProgressQueries progress;

  HealthInputQueries(Asked asked, HealthProfiles profiles) {
    this.asked = asked;
    this.profiles = profiles;
    this.usage = new UsageQueries(asked);
    this.support = new SupportQueries(asked);
    this.voice = new VoiceQueries(asked);
    this.relationship = new RelationshipQueries(asked);
    this.commercial = new CommercialQueries(asked);
    this.progress = new ProgressQueries(asked);
  }

  /** The inputs, by account and day. */
  List<AccountDay> fetch(DSLContext sql) {
    Select<?> query = inputs();
    try (ResultSet result =
        sql.selectFrom(query.asTable("inputs"))
            .orderBy(InputColumns.ACCOUNT_ID, InputColumns.DAY)
            .fetchResultSet()) {
      InputColumns.Rows rows = new InputColumns.Rows(result);
      List<AccountDay> accounts = new ArrayList<>();
      while (rows.next()) {
        accounts.add(rows.account());
      }
      return accounts;
    } catch (SQLException e) {
      throw new HoldfastException(ErrorCode.STORE_FAILED, "cannot read the inputs of health", e);
    }
  }

  /** The query, with the columns of {@link InputColumns#ALL}. */
  Select<?> inputs() {
    Table<?> running =
        running(asked, List.of(Quantity.values()), changes(), relationship.touches());
    Table<?> first = usage.first(noCondition());
    Table<?> contract = commercial.accounts();
    Table<?> oldest = support.oldest(SPINE);
    Table<?> median = support.median(SPINE);
    Table<?> term = commercial.termEnds(SPINE);
    Field<Integer> day = Asked.integer("spine", "day");
    return with(name("calendar").as(calendar()))
        .with(name(SupportQueries.SPANS).as(support.spans()))
        .with(name(CommercialQueries.SPANS).as(commercial.spans()))
        .with(name("spine").as(spine()))
        .select(columns(day))
        .from(SPINE)
        .join(running)
        .on(same(running.getName()))
        .leftJoin(first)
        .on(sameAccount(first.getName()))
        .leftJoin(contract)
        .on(sameAccount(contract.getName()))
        .leftJoin(oldest)
        .on(same(oldest.getName()))
        .leftJoin(median)
        .on(same(median.getName()))
        .leftJoin(term)
        .on(same(term.getName()))
        .where(LIFECYCLE.isNotNull())
        .or(Quantity.SUBSCRIPTIONS.column().gt(0L))
        .or(Quantity.SUBSCRIPTIONS_EVER.column().eq(0L));
  }

  /**
   * The inputs of stored days with their use computed anew, for accounts of which nothing else was
   * learned since: a small part of the work.
   *
   * @param stored rows with the columns of {@link InputColumns#ALL}
   * @param from first day of use that is other than it was
   */
  Select<?> withUse(Table<?> stored, LocalDate from) {
    Table<?> running = running(asked, UsageQueries.QUANTITIES, usage.changes(), null);
    Table<?> first = usage.first(InputColumns.DAY.ge(inline(from)));
    Field<Integer> day = Asked.integer("spine", "day");
    List<SelectField<?>> columns = new ArrayList<>();
    for (Field<?> column : InputColumns.ALL) {
      if (column.equals(InputColumns.DAY)) {
        columns.add(field(name("spine", "on_date"), SQLDataType.LOCALDATE).as(column));
      } else if (column.equals(InputColumns.SINCE_FIRST_USE)) {
        columns.add(longer(spine(column), since(day, UsageQueries.FIRST_USE)).as(column));
      } else if (column.equals(InputColumns.SINCE_FIRST_PEOPLE)) {
        columns.add(longer(spine(column), since(day, UsageQueries.FIRST_PEOPLE)).as(column));
      } else {
        boolean renewed =
            UsageQueries.QUANTITIES.stream().anyMatch(of -> of.column().equals(column));
        columns.add(
            field(
                name(renewed ? running.getName() : "spine", column.getName()),
                column.getDataType()));
      }
    }
    Table<?> spine =
        select(
                stored.asterisk().except(InputColumns.DAY),
                InputColumns.DAY.as("on_date"),
                asked.number(InputColumns.DAY).as("day"))
            .from(stored)
            .asTable("spine");
    return with(SPINE.getName())
        .as(select(spine.asterisk()).from(spine))
        .select(columns)
        .from(SPINE)
        .join(running)
        .on(same(running.getName()))
        .leftJoin(first)
        .on(sameAccount(first.getName()));
  }

  /** What is known of any account on the days asked for, with {@link #GENERALLY_KNOWN}. */
  List<? extends org.jooq.Record> generallyKnown(DSLContext sql) {
    return sql.select(GENERALLY_KNOWN).from(calendar().asTable(CALENDAR.getName())).fetch();
  }

  /** The accounts on the days asked for, with what rules of profiles may read of them. */
  Select<?> described() {
    Table<?> contract = commercial.accounts();
    List<SelectField<?>> columns = new ArrayList<>();
    AccountScope.TEXTS.forEach(text -> columns.add(spine(text).as(text)));
    columns.add(age().as(AccountScope.AGE_DAYS));
    return with(name("calendar").as(calendar()))
        .with(name(CommercialQueries.SPANS).as(commercial.spans()))
        .with(name("spine").as(spine()))
        .select(columns)
        .from(SPINE)
        .leftJoin(contract)
        .on(sameAccount(contract.getName()));
  }

  private List<SelectField<?>> columns(Field<Integer> day) {
    List<SelectField<?>> columns = new ArrayList<>();
    columns.add(spine("account_id").as(InputColumns.ACCOUNT_ID));
    columns.add(field(name("spine", "on_date"), SQLDataType.LOCALDATE).as(InputColumns.DAY));
    columns.add(chosen(HealthProfile::name, SQLDataType.VARCHAR).as(InputColumns.PROFILE));
    columns.add(
        chosen(profile -> (long) profile.version(), SQLDataType.BIGINT)
            .as(InputColumns.PROFILE_VERSION));
    columns.add(age().as(InputColumns.DAYS_AS_CUSTOMER));
    columns.add(since(day, UsageQueries.FIRST_USE).as(InputColumns.SINCE_FIRST_USE));
    columns.add(since(day, UsageQueries.FIRST_PEOPLE).as(InputColumns.SINCE_FIRST_PEOPLE));
    for (Quantity quantity : Quantity.values()) {
      columns.add(quantity.column());
    }
    columns.add(flag("ticket_source").as(InputColumns.TICKET_SOURCE));
    columns.add(
        coalesce(day.sub(SupportQueries.OLDEST_OPENED), inline(0))
            .as(InputColumns.OLDEST_OPEN_DAYS));
    columns.add(SupportQueries.MEDIAN_HOURS);
    columns.add(flag("touch_source").as(InputColumns.TOUCH_SOURCE));
    columns.add(since(day, TOUCHED).as(InputColumns.DAYS_SINCE_TOUCH));
    columns.add(CommercialQueries.CURRENCY);
    columns.add(coalesce(CommercialQueries.CURRENCIES, inline(0)).as(InputColumns.CURRENCIES));
    columns.add(
        coalesce(CommercialQueries.TERM_END.sub(day), inline(-1))
            .as(InputColumns.DAYS_TO_TERM_END));
    columns.add(InputColumns.MILESTONES_KNOWN);
    columns.add(spine("tier").as(InputColumns.TIER));
    columns.add(spine("segment").as(InputColumns.SEGMENT));
    return columns;
  }

  /** The days asked for, with what was known of any account by then. */
  private Select<?> calendar() {
    List<Row2<LocalDate, Integer>> days =
        asked.days().stream()
            .map(day ->
                row(inline(day, SQLDataType.LOCALDATE), inline(Math.toIntExact(day.toEpochDay()))))
            .toList();
    Table<?> known = progress.known();
    Field<Integer> day = Asked.integer("days", "day");
    return select(
            field(name("days", "on_date"), SQLDataType.LOCALDATE),
            day,
            known(relationship.firstOfAll(FactType.TICKET_EVENT), day)
                .as(InputColumns.TICKET_SOURCE),
            known(relationship.firstOfAll(FactType.TOUCH), day).as(InputColumns.TOUCH_SOURCE),
            field(
                    select(count().cast(SQLDataType.INTEGER))
                        .from(known)
                        .where(Asked.integer(known.getName(), "day").le(day)))
                .as(InputColumns.MILESTONES_KNOWN))
        .from(DSL.values(array(days)).as("days", "on_date", "day"));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array cannot have type parameters
  private static Row2<LocalDate, Integer>[] array(List<Row2<LocalDate, Integer>> days) {
    return days.toArray(new Row2[0]);
  }

  private static Field<Boolean> known(Field<Integer> first, Field<Integer> day) {
    return field(coalesce(first, inline(Asked.NEVER)).le(day));
  }

  /** Every account on every day asked for, as its last fact of the day or before says it is. */
  private Select<?> spine() {
    Field<Integer> day = asked.occurredOn();
    Table<?> lastOfDay =
        select(FactType.ACCOUNT.table().asterisk(), day.as(Asked.FROM_DAY))
            .from(FactType.ACCOUNT.table())
            .where(asked.counts())
            .qualify(
                rowNumber()
                    .over()
                    .partitionBy(Asked.ACCOUNT_ID, day)
                    .orderBy(
                        CommonColumns.OCCURRED_AT.desc(),
                        CommonColumns.RECORDED_AT.desc(),
                        CommonColumns.FACT_ID.desc())
                    .eq(1))
            .asTable("last_of_day");
    Table<?> spans =
        select(
                lastOfDay.asterisk(),
                coalesce(
                        lead(Asked.FROM_DAY)
                            .over()
                            .partitionBy(Asked.ACCOUNT_ID)
                            .orderBy(Asked.FROM_DAY),
                        inline(Asked.NEVER))
                    .as(Asked.TO_DAY),
                min(Asked.FROM_DAY).over().partitionBy(Asked.ACCOUNT_ID).as(SINCE))
            .from(lastOfDay)
            .asTable("account_span");
    Field<Integer> onDay = Asked.integer("calendar", "day");
    return select(spans.asterisk(), CALENDAR.asterisk())
        .from(CALENDAR)
        .join(spans)
        .on(Asked.FROM_DAY.le(onDay))
        .and(Asked.TO_DAY.gt(onDay))
        .where(LIFECYCLE.isNull())
        .or(
            LIFECYCLE.in(
                Asked.word(Lifecycle.TRIAL),
                Asked.word(Lifecycle.ONBOARDING),
                Asked.word(Lifecycle.ACTIVE)));
  }

  /** The sums of changes up to each day of the spine, and the last touch. */
  private static Table<?> running(
      Asked asked, List<Quantity> quantities, List<Change> changes, @Nullable Table<?> touches) {
    List<SelectField<?>> sums = new ArrayList<>(List.of(Asked.ACCOUNT_ID, Asked.DAY));
    List<SelectField<?>> totals = new ArrayList<>(List.of(Asked.ACCOUNT_ID, Asked.DAY));
    for (Quantity quantity : quantities) {
      Field<Long> column = quantity.column();
      sums.add(sum(column).cast(SQLDataType.BIGINT).as(column));
      totals.add(
          sum(column)
              .over()
              .partitionBy(Asked.ACCOUNT_ID)
              .orderBy(Asked.DAY)
              .rowsUnboundedPreceding()
              .cast(SQLDataType.BIGINT)
              .as(column));
    }
    sums.add(max(TOUCHED).as(TOUCHED));
    totals.add(
        max(TOUCHED)
            .over()
            .partitionBy(Asked.ACCOUNT_ID)
            .orderBy(Asked.DAY)
            .rowsUnboundedPreceding()
            .as(TOUCHED));
    Table<?> daily =
        select(sums)
            .from(stream(asked, quantities, changes, touches).asTable("stream"))
            .groupBy(Asked.ACCOUNT_ID, Asked.DAY)
            .asTable("daily");
    return select(totals).from(daily).asTable("running");
  }

  private static Select<?> stream(
      Asked asked, List<Quantity> quantities, List<Change> changes, @Nullable Table<?> touches) {
    Field<Integer> nobody = inline((Integer) null, SQLDataType.INTEGER);
    Select<?> stream = line(asked, quantities, new Change(SPINE, Map.of()), nobody);
    if (touches != null) {
      stream = union(stream, line(asked, quantities, new Change(touches, Map.of()), Asked.DAY));
    }
    for (Change change : changes) {
      stream = union(stream, line(asked, quantities, change, nobody));
    }
    return stream;
  }

  private List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    changes.addAll(usage.changes());
    changes.addAll(support.changes());
    changes.addAll(voice.changes());
    changes.add(relationship.people());
    changes.addAll(commercial.changes());
    changes.addAll(progress.changes());
    return changes;
  }

  /** Changes with a column for every quantity; those before the first day count on it. */
  private static Select<org.jooq.Record> line(
      Asked asked, List<Quantity> quantities, Change change, Field<Integer> touched) {
    List<SelectField<?>> columns = new ArrayList<>();
    columns.add(Asked.ACCOUNT_ID);
    columns.add(greatest(Asked.DAY, inline(asked.first())).as(Asked.DAY));
    for (Quantity quantity : quantities) {
      Field<Long> amount = change.amounts().get(quantity);
      columns.add((amount == null ? inline(0L) : amount).as(quantity.column()));
    }
    columns.add(touched.as(TOUCHED));
    return select(columns).from(change.rows()).where(Asked.DAY.le(inline(asked.last())));
  }

  /** All selects have the same columns, which the types of jOOQ cannot say. */
  @SuppressWarnings("unchecked")
  private static Select<?> union(Select<?> left, Select<org.jooq.Record> right) {
    return ((Select<org.jooq.Record>) left).unionAll(right);
  }

  /** What is so of the first profile whose rule holds. */
  private <T> Field<T> chosen(
      java.util.function.Function<HealthProfile, T> what, org.jooq.DataType<T> type) {
    List<HealthProfile> inForce = profiles.inForce();
    Field<T> otherwise = inline(what.apply(inForce.getLast()), type);
    if (inForce.size() == 1) {
      return otherwise;
    }
    var cases =
        when(
            AccountScope.condition(inForce.getFirst(), this::column),
            value(inForce.getFirst(), what, type));
    for (HealthProfile profile : inForce.subList(1, inForce.size() - 1)) {
      cases = cases.when(AccountScope.condition(profile, this::column), value(profile, what, type));
    }
    return cases.otherwise(otherwise);
  }

  private static <T> Field<T> value(
      HealthProfile profile,
      java.util.function.Function<HealthProfile, T> what,
      org.jooq.DataType<T> type) {
    return inline(what.apply(profile), type);
  }

  private Field<?> column(String accountField) {
    return accountField.equals(AccountScope.AGE_DAYS) ? age() : spine(accountField);
  }

  private static Field<Integer> age() {
    Field<Integer> day = Asked.integer("spine", "day");
    Field<Integer> known = Asked.integer("spine", "since");
    return greatest(inline(0), day.sub(least(known, coalesce(CommercialQueries.STARTED, known))));
  }

  /** Days from a day that may lie ahead or not exist: -1 then. */
  private static Field<Integer> since(Field<Integer> day, Field<Integer> first) {
    return when(first.le(day), day.sub(first)).otherwise(inline(-1));
  }

  /** The longer of two times since something first happened; -1 when neither did. */
  private static Field<Integer> longer(Field<Integer> one, Field<Integer> other) {
    return greatest(one, other);
  }

  private static Field<Integer> spine(Field<?> column) {
    return Asked.integer("spine", column.getName());
  }

  private static Field<String> spine(String column) {
    return field(name("spine", column), SQLDataType.VARCHAR);
  }

  private static Field<Boolean> flag(String column) {
    return field(name("spine", column), SQLDataType.BOOLEAN);
  }

  private static org.jooq.Condition sameAccount(String table) {
    return spine("account_id").eq(field(name(table, "account_id"), SQLDataType.VARCHAR));
  }

  private static org.jooq.Condition same(String table) {
    return sameAccount(table).and(Asked.integer("spine", "day").eq(Asked.integer(table, "day")));
  }
}
