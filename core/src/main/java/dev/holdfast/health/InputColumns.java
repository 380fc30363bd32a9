package dev.holdfast.health;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import dev.holdfast.health.AccountDay.Commercial;
import dev.holdfast.health.AccountDay.Kind;
import dev.holdfast.health.AccountDay.Progress;
import dev.holdfast.health.AccountDay.Relationship;
import dev.holdfast.health.AccountDay.Support;
import dev.holdfast.health.AccountDay.Usage;
import dev.holdfast.health.AccountDay.Voice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The columns in which the inputs of an account on a day are read and stored, in order. */
final class InputColumns {

  static final Field<String> ACCOUNT_ID = field(name("account_id"), SQLDataType.VARCHAR);
  static final Field<LocalDate> DAY = field(name("day"), SQLDataType.LOCALDATE);
  static final Field<String> PROFILE = field(name("profile"), SQLDataType.VARCHAR);
  static final Field<Long> PROFILE_VERSION = field(name("profile_version"), SQLDataType.BIGINT);
  static final Field<Integer> DAYS_AS_CUSTOMER = Asked.integer("days_as_customer");
  static final Field<Integer> SINCE_FIRST_USE = Asked.integer("since_first_use");
  static final Field<Integer> SINCE_FIRST_PEOPLE = Asked.integer("since_first_people");
  static final Field<Boolean> TICKET_SOURCE = flag("ticket_source");
  static final Field<Integer> OLDEST_OPEN_DAYS = Asked.integer("oldest_open_days");
  static final Field<Double> MEDIAN_HOURS = field(name("median_hours"), SQLDataType.DOUBLE);
  static final Field<Boolean> TOUCH_SOURCE = flag("touch_source");
  static final Field<Integer> DAYS_SINCE_TOUCH = Asked.integer("days_since_touch");
  static final Field<String> CURRENCY = field(name("currency"), SQLDataType.VARCHAR);
  static final Field<Integer> CURRENCIES = Asked.integer("currencies");
  static final Field<Integer> DAYS_TO_TERM_END = Asked.integer("days_to_term_end");
  static final Field<Integer> MILESTONES_KNOWN = Asked.integer("milestones_known");
  static final Field<String> TIER = field(name("tier"), SQLDataType.VARCHAR);
  static final Field<String> SEGMENT = field(name("segment"), SQLDataType.VARCHAR);

  /** All of them. */
  static final List<Field<?>> ALL = all();

  private InputColumns() {}

  private static Field<Boolean> flag(String column) {
    return field(name(column), SQLDataType.BOOLEAN);
  }

  private static List<Field<?>> all() {
    List<Field<?>> all = new ArrayList<>();
    all.addAll(
        List.of(
            ACCOUNT_ID,
            DAY,
            PROFILE,
            PROFILE_VERSION,
            DAYS_AS_CUSTOMER,
            SINCE_FIRST_USE,
            SINCE_FIRST_PEOPLE));
    Arrays.stream(Quantity.values()).map(Quantity::column).forEach(all::add);
    all.addAll(
        List.of(
            TICKET_SOURCE,
            OLDEST_OPEN_DAYS,
            MEDIAN_HOURS,
            TOUCH_SOURCE,
            DAYS_SINCE_TOUCH,
            CURRENCY,
            CURRENCIES,
            DAYS_TO_TERM_END,
            MILESTONES_KNOWN,
            TIER,
            SEGMENT));
    return List.copyOf(all);
  }

  /** Reads rows whose first columns are {@link #ALL}. */
  static final class Rows {

    private final ResultSet rows;
    private final int[] at = new int[Quantity.values().length];

    Rows(ResultSet rows) {
      this.rows = rows;
      for (Quantity quantity : Quantity.values()) {
        at[place(quantity)] = index(quantity.column());
      }
    }

    boolean next() throws SQLException {
      return rows.next();
    }

    AccountDay account() throws SQLException {
      return new AccountDay(
          rows.getString(ACCOUNT),
          day(),
          rows.getString(PROFILE_NAME),
          rows.getInt(VERSION),
          rows.getLong(AGE),
          usage(),
          support(),
          new Voice(
              get(Quantity.CSAT_ANSWERS),
              get(Quantity.CSAT_SATISFIED),
              get(Quantity.NPS_ANSWERS),
              get(Quantity.NPS_PROMOTERS),
              get(Quantity.NPS_DETRACTORS)),
          new Relationship(
              get(Quantity.PEOPLE),
              get(Quantity.CHAMPIONS),
              rows.getBoolean(TOUCHED),
              rows.getLong(SINCE_TOUCH)),
          commercial(),
          new Progress(
              get(Quantity.OUTCOME_KINDS),
              get(Quantity.OUTCOME_BALANCE),
              get(Quantity.MILESTONES),
              rows.getLong(KNOWN)),
          new Kind(rows.getString(TIER_AT), rows.getString(SEGMENT_AT)));
    }

    private static final int ACCOUNT = index(ACCOUNT_ID);
    private static final int ON_DAY = index(DAY);
    private static final int PROFILE_NAME = index(PROFILE);
    private static final int VERSION = index(PROFILE_VERSION);
    private static final int AGE = index(DAYS_AS_CUSTOMER);
    private static final int FIRST_USE = index(SINCE_FIRST_USE);
    private static final int FIRST_PEOPLE = index(SINCE_FIRST_PEOPLE);
    private static final int TICKETS = index(TICKET_SOURCE);
    private static final int OLDEST = index(OLDEST_OPEN_DAYS);
    private static final int MEDIAN = index(MEDIAN_HOURS);
    private static final int TOUCHED = index(TOUCH_SOURCE);
    private static final int SINCE_TOUCH = index(DAYS_SINCE_TOUCH);
    private static final int MONEY = index(CURRENCY);
    private static final int MONIES = index(CURRENCIES);
    private static final int TERM = index(DAYS_TO_TERM_END);
    private static final int KNOWN = index(MILESTONES_KNOWN);
    private static final int TIER_AT = index(TIER);
    private static final int SEGMENT_AT = index(SEGMENT);

    private LocalDate day() throws SQLException {
      return rows.getObject(ON_DAY, LocalDate.class);
    }

    private Usage usage() throws SQLException {
      return new Usage(
          rows.getLong(FIRST_USE),
          rows.getLong(FIRST_PEOPLE),
          get(Quantity.PEOPLE_28),
          get(Quantity.PERSON_DAYS_28),
          get(Quantity.EVENTS_28),
          get(Quantity.EVENTS_BEFORE_28),
          get(Quantity.NAMES_28));
    }

    private Support support() throws SQLException {
      double hours = rows.getDouble(MEDIAN);
      @Nullable Double median = rows.wasNull() ? null : (Double) hours;
      return new Support(
          rows.getBoolean(TICKETS),
          get(Quantity.OPEN_TICKETS),
          rows.getLong(OLDEST),
          get(Quantity.SOLVED_90),
          get(Quantity.REOPENED_90),
          median);
    }

    private Commercial commercial() throws SQLException {
      return new Commercial(
          get(Quantity.SUBSCRIPTIONS),
          get(Quantity.SEATS),
          get(Quantity.ARR_MINOR),
          get(Quantity.ARR_BEFORE_MINOR),
          rows.getString(MONEY),
          rows.getLong(MONIES),
          rows.getLong(TERM));
    }

    private long get(Quantity quantity) throws SQLException {
      return rows.getLong(at[place(quantity)]);
    }

    private static int place(Quantity quantity) {
      return quantity.compareTo(Quantity.PEOPLE_28);
    }

    private static int index(Field<?> column) {
      return ALL.indexOf(column) + 1;
    }
  }
}
