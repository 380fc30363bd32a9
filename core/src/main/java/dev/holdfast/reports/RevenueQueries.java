package dev.holdfast.reports;

import static dev.holdfast.reports.Columns.ACCOUNT_ID;
import static dev.holdfast.reports.Columns.DAY;
import static dev.holdfast.reports.Columns.number;
import static dev.holdfast.reports.Columns.text;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.sum;

import dev.holdfast.base.Money;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/** Reads recurring revenue off its movements. */
final class RevenueQueries {

  private static final String MOVEMENT = "mrr_movement";
  private static final Field<String> CURRENCY = text("currency");
  private static final long MONTHS = 12;

  private RevenueQueries() {}

  /** Yearly recurring revenue on the day shown, of accounts that ever had some, by account. */
  static Map<String, Money> arr(Look look) {
    return arr(look, look.view().day());
  }

  /** Yearly recurring revenue on a day, by account. */
  static Map<String, Money> arr(Look look, LocalDate day) {
    return look.sql()
        .select(ACCOUNT_ID, sum(number("amount_minor")).cast(SQLDataType.BIGINT), min(CURRENCY))
        .from(look.source(MOVEMENT))
        .where(DAY.le(day))
        .and(look.inSight())
        .groupBy(ACCOUNT_ID)
        .fetchMap(
            row -> row.value1(),
            row ->
                new Money(
                    Math.multiplyExact(row.value2(), MONTHS), Currency.getInstance(row.value3())));
  }

  /** Movements of an account up to the day shown, the newest first. */
  static List<RevenueMovement> movementsOf(Look look, String accountId) {
    return look.sql()
        .select(DAY, text("kind"), number("amount_minor"), number("after_minor"), CURRENCY)
        .from(look.source(MOVEMENT))
        .where(ACCOUNT_ID.eq(accountId))
        .and(DAY.le(look.view().day()))
        .and(look.inSight())
        .orderBy(DAY.desc())
        .fetch(row -> {
          Currency currency = Currency.getInstance(row.value5());
          return new RevenueMovement(
              accountId,
              row.value1(),
              row.value2(),
              new Money(row.value3(), currency),
              new Money(row.value4(), currency));
        });
  }
}
