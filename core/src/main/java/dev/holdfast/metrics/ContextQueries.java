package dev.holdfast.metrics;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.nullif;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import dev.holdfast.stats.MeanContrast.Side;
import dev.holdfast.stats.VarianceComponents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jooq.CommonTableExpression;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Sums over accounts of a metric's rows in each situation and in all others. The situation is
 * worked out here, from the facts that count, and stored nowhere.
 */
final class ContextQueries {

  /**
   * One value of a tag.
   *
   * @param accounts how many have a row there
   * @param rest all other rows; null when there are none
   * @param sharedSizes sum over accounts of rows here times rows in the rest
   * @param leftOut sum over accounts of the squared change of the difference without it
   */
  record Cell(
      ContextTag tag,
      int code,
      long accounts,
      Side inside,
      @Nullable Side rest,
      double sharedSizes,
      double leftOut) {}

  /** All rows: how many, of how many accounts, and how they are spread; and the cells. */
  record Cells(long n, long accounts, VarianceComponents spread, List<Cell> cells) {}

  private final Question question;
  private final ContextRowQueries rows;
  private final List<ContextTag> tags;

  ContextQueries(Question question, ContextRowQueries rows) {
    this.question = question;
    this.rows = rows;
    this.tags =
        Arrays.stream(ContextTag.values()).filter(tag -> !rows.byDay() || tag.ofDay()).toList();
  }

  /** All values of all tags, in order; no cells when there are no rows with an outcome. */
  Cells cells() {
    List<Cell> cells = new ArrayList<>();
    Cells whole = new Cells(0, 0, new VarianceComponents(0, 0), List.of());
    for (Record row : question.reading().sql().fetch(query())) {
      if (cells.isEmpty()) {
        whole = whole(row);
      }
      cells.add(cell(row));
    }
    return new Cells(whole.n(), whole.accounts(), whole.spread(), cells);
  }

  private Select<?> query() {
    CommonTableExpression<?> line = name("line").as(rows.lines());
    CommonTableExpression<?> unit = name("account_sum").as(accounts());
    CommonTableExpression<?> all = name("everything").as(everything());
    CommonTableExpression<?> day =
        name("day_tag")
            .as(new ContextCalendarQueries(question.reading()).days(table(name("line"))));
    CommonTableExpression<?> tagged = name("tagged").as(tagged());
    CommonTableExpression<?> cell = name("cell").as(cellSums());
    Field<Long> within = coalesce(whole("tagged", "n"), inline(0L));
    Field<Double> sumWithin = coalesce(number("tagged", "s"), inline(0.0));
    Field<Long> outside = whole("account_sum", "n").sub(within);
    Field<Double> change =
        shift(within, sumWithin, whole("cell", "n"), number("cell", "s"))
            .sub(
                shift(
                    outside,
                    number("account_sum", "s").sub(sumWithin),
                    whole("everything", "n").sub(whole("cell", "n")),
                    number("everything", "s").sub(number("cell", "s"))));
    return DSL.with(line, unit, all, day, tagged, cell)
        .select(
            whole("cell", "tag"),
            whole("cell", "code"),
            whole("cell", "n"),
            number("cell", "s"),
            count(field(name("tagged", ContextRowQueries.UNIT))).as("accounts"),
            sum(squared(within)).as("sizes"),
            sum(squared(outside)).as("rest_sizes"),
            sum(real(within).mul(real(outside))).as("shared"),
            sum(change.mul(change)).as("left_out"),
            max(whole("everything", "units")).as("all_units"),
            max(whole("everything", "n")).as("all_n"),
            max(number("everything", "s")).as("all_s"),
            max(number("everything", "ss")).as("all_ss"),
            max(number("everything", "sizes")).as("all_sizes"),
            max(number("everything", "sums")).as("all_sums"))
        .from(table(name("cell")))
        .crossJoin(table(name("everything")))
        .crossJoin(table(name("account_sum")))
        .leftJoin(table(name("tagged")))
        .on(
            whole("tagged", "tag").eq(whole("cell", "tag")),
            whole("tagged", "code").eq(whole("cell", "code")),
            text("tagged", ContextRowQueries.UNIT).eq(text("account_sum", ContextRowQueries.UNIT)))
        .groupBy(
            whole("cell", "tag"), whole("cell", "code"), whole("cell", "n"), number("cell", "s"))
        .orderBy(whole("cell", "tag"), whole("cell", "code"));
  }

  /** How far a mean moves when an account's rows are left out of it. */
  private static Field<Double> shift(
      Field<Long> n, Field<Double> s, Field<Long> allN, Field<Double> allS) {
    Field<Double> mean = allS.div(real(nullif(allN, inline(0L))));
    return mean.mul(real(n)).sub(s).div(real(nullif(allN.sub(n), inline(0L))));
  }

  private static Select<?> accounts() {
    return select(
            text(ContextRowQueries.UNIT),
            sum(whole("n")).cast(SQLDataType.BIGINT).as("n"),
            sum(number("s")).cast(SQLDataType.DOUBLE).as("s"),
            sum(number("ss")).cast(SQLDataType.DOUBLE).as("ss"))
        .from(table(name("line")))
        .groupBy(text(ContextRowQueries.UNIT));
  }

  private static Select<?> everything() {
    return select(
            count().cast(SQLDataType.BIGINT).as("units"),
            sum(whole("n")).cast(SQLDataType.BIGINT).as("n"),
            sum(number("s")).cast(SQLDataType.DOUBLE).as("s"),
            sum(number("ss")).cast(SQLDataType.DOUBLE).as("ss"),
            sum(squared(whole("n"))).as("sizes"),
            sum(number("s").mul(number("s")).div(real(whole("n")))).as("sums"))
        .from(table(name("account_sum")));
  }

  /** Sums by tag, value and account: each line once for each tag that it has. */
  private Select<?> tagged() {
    Field<Integer> code =
        ContextCalendarQueries.code(
            field(name("tag", "number"), SQLDataType.INTEGER),
            tags,
            field(name("line", ContextRowQueries.HOUR), SQLDataType.INTEGER));
    Table<?> each =
        select(
                field(name("tag", "number"), SQLDataType.INTEGER).as("tag"),
                code.as("code"),
                text("line", ContextRowQueries.UNIT),
                whole("line", "n"),
                number("line", "s"))
            .from(table(name("line")))
            .join(table(name("day_tag")))
            .on(
                field(name("line", ContextRowQueries.DAY), SQLDataType.LOCALDATE)
                    .eq(field(name("day_tag", ContextRowQueries.DAY), SQLDataType.LOCALDATE)),
                text("line", ContextRowQueries.COUNTRY)
                    .eq(text("day_tag", ContextRowQueries.COUNTRY)))
            .crossJoin(ContextCalendarQueries.numbers(tags.size()))
            .asTable("each_tag");
    return select(
            whole("tag"),
            whole("code"),
            text(ContextRowQueries.UNIT),
            sum(whole("n")).cast(SQLDataType.BIGINT).as("n"),
            sum(number("s")).cast(SQLDataType.DOUBLE).as("s"))
        .from(each)
        .where(whole("code").isNotNull())
        .groupBy(whole("tag"), whole("code"), text(ContextRowQueries.UNIT));
  }

  private static Select<?> cellSums() {
    return select(
            whole("tag"),
            whole("code"),
            sum(whole("n")).cast(SQLDataType.BIGINT).as("n"),
            sum(number("s")).cast(SQLDataType.DOUBLE).as("s"))
        .from(table(name("tagged")))
        .groupBy(whole("tag"), whole("code"));
  }

  private static Cells whole(Record row) {
    long units = row.get("all_units", Long.class);
    long n = row.get("all_n", Long.class);
    return new Cells(
        n,
        units,
        VarianceComponents.ofSums(
            units,
            n,
            row.get("all_s", Double.class),
            row.get("all_ss", Double.class),
            row.get("all_sizes", Double.class),
            row.get("all_sums", Double.class)),
        List.of());
  }

  private Cell cell(Record row) {
    long n = row.get("n", Long.class);
    double sum = row.get("s", Double.class);
    long rest = row.get("all_n", Long.class) - n;
    Double leftOut = row.get("left_out", Double.class);
    return new Cell(
        tags.get(row.get("tag", Integer.class)),
        row.get("code", Integer.class),
        row.get("accounts", Long.class),
        new Side(n, sum, row.get("sizes", Double.class)),
        rest == 0
            ? null
            : new Side(
                rest, row.get("all_s", Double.class) - sum, row.get("rest_sizes", Double.class)),
        row.get("shared", Double.class),
        leftOut == null ? 0 : leftOut);
  }

  private static Field<Double> squared(Field<Long> n) {
    return real(n).mul(real(n));
  }

  private static Field<Double> real(Field<Long> n) {
    return n.cast(SQLDataType.DOUBLE);
  }

  private static Field<Long> whole(String... name) {
    return field(name(name), SQLDataType.BIGINT);
  }

  private static Field<Double> number(String... name) {
    return field(name(name), SQLDataType.DOUBLE);
  }

  private static Field<String> text(String... name) {
    return field(name(name), SQLDataType.VARCHAR);
  }
}
