package dev.holdfast.reports;

import static dev.holdfast.reports.Columns.ACCOUNT_ID;
import static dev.holdfast.reports.Columns.text;
import static org.jooq.impl.DSL.coalesce;

import dev.holdfast.facts.FactType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Reads what accounts are. */
final class AccountQueries {

  private static final Field<String> NAME = text("name");
  private static final Field<String> TIER = text("tier");
  private static final Field<String> SEGMENT = text("segment");
  private static final Field<String> INDUSTRY = text("industry");
  private static final Field<String> COUNTRY = text("country");
  private static final Field<String> LIFECYCLE = text("lifecycle");
  private static final Field<String> CSM = text("csm");

  private AccountQueries() {}

  /** Accounts in sight, by name. */
  static List<AccountName> all(Look look) {
    return where(look, DSL.noCondition());
  }

  /** One account; absent when there is none or it is out of sight, which look the same. */
  static Optional<AccountName> find(Look look, String accountId) {
    return where(look, ACCOUNT_ID.eq(accountId)).stream().findFirst();
  }

  /** Names of accounts in sight, by account. */
  static Map<String, String> names(Look look) {
    return look.sql()
        .select(ACCOUNT_ID, coalesce(NAME, ACCOUNT_ID))
        .from(look.states(FactType.ACCOUNT))
        .fetchMap(row -> row.value1(), row -> row.value2());
  }

  private static List<AccountName> where(Look look, Condition condition) {
    Field<String> name = coalesce(NAME, ACCOUNT_ID);
    return look.sql()
        .select(ACCOUNT_ID, name, TIER, SEGMENT, INDUSTRY, COUNTRY, LIFECYCLE, CSM)
        .from(look.states(FactType.ACCOUNT))
        .where(condition)
        .orderBy(name, ACCOUNT_ID)
        .fetch(row ->
            new AccountName(
                row.value1(),
                row.value2(),
                row.value3(),
                row.value4(),
                row.value5(),
                row.value6(),
                row.value7(),
                row.value8()));
  }
}
