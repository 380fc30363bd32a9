package dev.holdfast.metrics;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.when;

import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Facts.SpanKind;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jooq.CaseConditionStep;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.RowN;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** What the calendar says about a local day in a country, by the calendar spans that count. */
final class ContextCalendarQueries {

  /** Before every day that is asked about. */
  private static final LocalDate A_MONDAY = LocalDate.of(1900, 1, 1);

  private static final Field<LocalDate> DAY = date("d", "day");
  private static final Field<String> COUNTRY = field(name("d", "country"), SQLDataType.VARCHAR);
  private static final Field<LocalDate> FROM = date("span", "from_day");
  private static final Field<LocalDate> TO = date("span", "to_day");

  private final Reading reading;

  ContextCalendarQueries(Reading reading) {
    this.reading = reading;
  }

  /** Kinds of span of which none is known, in order, as words. */
  List<String> notRecorded() {
    Set<String> known =
        new HashSet<>(
            reading
                .sql()
                .selectDistinct(field(name("kind"), SQLDataType.VARCHAR))
                .from(reading.facts().lastState(FactType.CALENDAR_SPAN))
                .fetch(0, String.class));
    return Arrays.stream(SpanKind.values())
        .map(ContextCalendarQueries::word)
        .filter(kind -> !known.contains(kind))
        .toList();
  }

  /**
   * For each day and country of a table: the code of every tag that a day is enough for, named as
   * the tag in lower case; null where it does not apply. A span without a region holds everywhere,
   * both of its ends belong to it.
   */
  Select<?> days(Table<?> lines) {
    Table<?> day =
        selectDistinct(
                field(name("day"), SQLDataType.LOCALDATE),
                field(name("country"), SQLDataType.VARCHAR))
            .from(lines)
            .asTable("d");
    Table<?> span = reading.facts().lastState(FactType.CALENDAR_SPAN).as("span");
    Field<String> region = field(name("span", "region"), SQLDataType.VARCHAR);
    return select(
            DAY.as("day"),
            COUNTRY.as("country"),
            weekday().as(column(ContextTag.WEEKDAY)),
            within(SpanKind.HOLIDAY).as(column(ContextTag.HOLIDAY)),
            within(SpanKind.PROMOTION).as(column(ContextTag.PROMOTION)),
            within(SpanKind.INCIDENT).as(column(ContextTag.INCIDENT)),
            since(SpanKind.LAUNCH).as(column(ContextTag.SINCE_LAUNCH)),
            since(SpanKind.RELEASE).as(column(ContextTag.SINCE_RELEASE)),
            since(SpanKind.INCIDENT).as(column(ContextTag.SINCE_INCIDENT)))
        .from(day)
        .leftJoin(span)
        .on(FROM.le(DAY).and(region.isNull().or(region.eq(COUNTRY))))
        .groupBy(DAY, COUNTRY);
  }

  /** 1 for Monday to 7 for Sunday. */
  private Field<Integer> weekday() {
    return reading.engine().daysBetween(inline(A_MONDAY), DAY).mod(inline(7)).add(inline(1));
  }

  private static Field<Integer> within(SpanKind kind) {
    return max(when(is(kind).and(TO.ge(DAY)), inline(1)));
  }

  private Field<Integer> since(SpanKind kind) {
    Field<Integer> days = reading.engine().daysBetween(max(when(is(kind), FROM)), DAY);
    CaseConditionStep<Integer> step = when(days.le(ContextTag.LAST_DAYS.getFirst()), inline(0));
    for (int i = 1; i < ContextTag.LAST_DAYS.size(); i++) {
      step = step.when(days.le(ContextTag.LAST_DAYS.get(i)), inline(i));
    }
    return step.when(days.isNotNull(), inline(ContextTag.LAST_DAYS.size()));
  }

  private static Condition is(SpanKind kind) {
    return field(name("span", "kind"), SQLDataType.VARCHAR).eq(inline(word(kind)));
  }

  /** So many tags as the table {@code tag} with their number, from 0. */
  static Table<?> numbers(int tags) {
    return DSL.values(
            IntStream.range(0, tags).mapToObj(i -> row(List.of(inline(i)))).toArray(RowN[]::new))
        .as("tag", "number");
  }

  /** The code of a tag by its place in a list; null where the tag does not apply. */
  static Field<Integer> code(Field<Integer> number, List<ContextTag> tags, Field<Integer> hour) {
    CaseConditionStep<Integer> code = when(number.isNull(), inline((Integer) null));
    for (int i = 0; i < tags.size(); i++) {
      Field<Integer> value =
          switch (tags.get(i)) {
            case HOUR -> hour;
            case PART_OF_DAY ->
                DSL.floor(hour.div(inline((double) ContextTag.PART_HOURS)))
                    .cast(SQLDataType.INTEGER);
            default -> field(name("day_tag", column(tags.get(i))), SQLDataType.INTEGER);
          };
      code = code.when(number.eq(inline(i)), value);
    }
    return code;
  }

  private static String column(ContextTag tag) {
    return tag.name().toLowerCase(Locale.ROOT);
  }

  private static String word(SpanKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static Field<LocalDate> date(String table, String column) {
    return field(name(table, column), SQLDataType.LOCALDATE);
  }
}
