package dev.holdfast.health;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Turns spans of days into changes: what holds from a day on is added there and taken away after.
 */
final class SpanQueries {

  private static final Field<Integer> SIGN = field(name("sign"), SQLDataType.INTEGER);

  private SpanQueries() {}

  /**
   * The changes of spans. Those before the first day asked for count on it, so that one day costs
   * one row an account.
   *
   * @param spans with the columns {@code account_id}, {@code from_day} and {@code to_day}, the
   *     first day after the span
   * @param amounts what holds during a span
   */
  static Change changes(
      Asked asked, String alias, Table<?> spans, Map<Quantity, Field<Long>> amounts) {
    List<Field<?>> columns = new ArrayList<>();
    Map<Quantity, Field<Long>> result = new LinkedHashMap<>();
    Field<Integer> own = when(SIGN.eq(1), Asked.FROM_DAY).otherwise(Asked.TO_DAY);
    Field<Integer> day = asked.notBeforeFirst(own);
    columns.add(Asked.ACCOUNT_ID);
    columns.add(day.as(Asked.DAY));
    amounts.forEach((quantity, amount) -> {
      columns.add(sum(amount.mul(SIGN)).cast(SQLDataType.BIGINT).as(quantity.column().getName()));
      result.put(quantity, quantity.column());
    });
    Table<?> rows =
        select(columns)
            .from(spans)
            .crossJoin(DSL.values(row(inline(1)), row(inline(-1))).as("signs", "sign"))
            .where(Asked.TO_DAY.gt(Asked.FROM_DAY))
            .and(own.le(inline(asked.last())))
            .groupBy(Asked.ACCOUNT_ID, day)
            .asTable(alias);
    return new Change(rows, result);
  }

  /** 1 where a condition holds, else 0. */
  static Field<Long> one(org.jooq.Condition condition) {
    return when(condition, inline(1L)).otherwise(inline(0L));
  }
}
