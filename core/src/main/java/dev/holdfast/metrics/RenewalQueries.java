package dev.holdfast.metrics;

import static dev.holdfast.metrics.LedgerQueries.ACCOUNT;
import static dev.holdfast.metrics.LedgerQueries.CURRENCY;
import static dev.holdfast.metrics.LedgerQueries.FROM_DAY;
import static dev.holdfast.metrics.LedgerQueries.MONTHLY;
import static dev.holdfast.metrics.LedgerQueries.SUBSCRIPTION;
import static dev.holdfast.metrics.LedgerQueries.TO_DAY;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;

import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Facts.ContractType;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * Renewals that fell due: one row for each end of a term that some version of a recurring
 * subscription named, and up to which the subscription ran.
 *
 * <p>It was renewed when the subscription runs on that day. {@code due_minor} is the monthly
 * revenue that ended with the term, {@code renewed_minor} what it was renewed for (0 when it was
 * not), {@code kept_minor} the smaller of both; in minor units of the reporting currency, null
 * without a rate. A subscription without the end of a term never falls due. Terms that end later
 * than the day of the reading are not there yet.
 *
 * <p>Source: "Renewals due" in Gainsight's renewal reports.
 */
final class RenewalQueries {

  static final String NAME = "renewal";

  private static final Field<LocalDate> DUE_ON = field(name("due_on"), SQLDataType.LOCALDATE);
  private static final Field<LocalDate> TERM_END =
      field(name("term_end_on"), SQLDataType.LOCALDATE);
  private static final Field<Boolean> RENEWED = field(name("renewed"), SQLDataType.BOOLEAN);
  private static final Field<Long> DUE = field(name("due_minor"), SQLDataType.BIGINT);
  private static final Field<Long> RENEWED_FOR = field(name("renewed_minor"), SQLDataType.BIGINT);
  private static final Field<Long> KEPT = field(name("kept_minor"), SQLDataType.BIGINT);

  private static final List<Field<?>> COLUMNS =
      List.of(SUBSCRIPTION, ACCOUNT, DUE_ON, RENEWED, DUE, RENEWED_FOR, KEPT, CURRENCY);

  private RenewalQueries() {}

  private static Table<?> rows(Reading reading) {
    Table<?> before = LedgerRelationQueries.stretches(reading, "before");
    Table<?> after = LedgerRelationQueries.stretches(reading, "after");
    Table<?> due = due(reading);
    Field<LocalDate> day = of("due", DUE_ON);
    Field<Long> renewedFor = coalesce(of("after", MONTHLY), inline(0L));
    return select(
            of("before", SUBSCRIPTION),
            of("before", ACCOUNT),
            day,
            field(of("after", SUBSCRIPTION).isNotNull()).as(RENEWED),
            of("before", MONTHLY).as(DUE),
            renewedFor.as(RENEWED_FOR),
            least(of("before", MONTHLY), renewedFor).as(KEPT),
            of("before", CURRENCY))
        .from(due)
        .join(before)
        .on(of("before", SUBSCRIPTION).eq(of("due", SUBSCRIPTION)))
        .and(of("before", FROM_DAY).lt(day))
        .and(of("before", TO_DAY).ge(day))
        .leftJoin(after)
        .on(of("after", SUBSCRIPTION).eq(of("due", SUBSCRIPTION)))
        .and(of("after", FROM_DAY).le(day))
        .and(of("after", TO_DAY).gt(day))
        .asTable(NAME);
  }

  private static Table<?> due(Reading reading) {
    LocalDate today =
        LocalDate.ofInstant(reading.facts().asOf(), reading.settings().ledger().zone());
    return selectDistinct(SUBSCRIPTION, TERM_END.as(DUE_ON))
        .from(reading.facts().all(FactType.SUBSCRIPTION))
        .where(TERM_END.le(inline(today)))
        .and(field(name("trial"), SQLDataType.BOOLEAN).isFalse())
        .and(
            field(name("contract_type"), SQLDataType.VARCHAR)
                .eq(ContractType.RECURRING.name().toLowerCase(Locale.ROOT)))
        .asTable("due");
  }

  private static <T> Field<T> of(String table, Field<T> column) {
    return field(name(table, column.getName()), column.getDataType());
  }

  /** One row for each end of a term. */
  record Renewal() implements Relation {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public List<FactType> facts() {
      return List.of(FactType.SUBSCRIPTION);
    }

    @Override
    public List<Field<?>> columns() {
      return COLUMNS;
    }

    @Override
    public Table<?> rows(Reading reading) {
      return RenewalQueries.rows(reading);
    }
  }
}
