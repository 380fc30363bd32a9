package dev.holdfast.demo;

import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Knowledge;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;

/** Reads who could use the product. */
final class PeopleQueries {

  private static final Field<String> ACCOUNT = FactType.PERSON.field("account_id", String.class);
  private static final Field<String> PERSON = FactType.PERSON.field("person_id", String.class);
  private static final Field<String> STATUS = FactType.PERSON.field("status", String.class);
  private static final Field<String> LIFECYCLE = FactType.ACCOUNT.field("lifecycle", String.class);

  /** A person who is there, at an account that is a customer or about to be one. */
  record Present(String accountId, String personId) {}

  private PeopleQueries() {}

  /** Everybody present, in the order of their ids. */
  static List<Present> present(DSLContext sql, FactLog log) {
    var reader = log.reader(sql, Knowledge.now());
    var accounts = reader.lastState(FactType.ACCOUNT);
    var people = reader.lastState(FactType.PERSON);
    return sql.select(ACCOUNT, PERSON)
        .from(people)
        .where(STATUS.eq("active"))
        .and(
            ACCOUNT.in(
                sql.select(ACCOUNT)
                    .from(accounts)
                    .where(LIFECYCLE.in("trial", "onboarding", "active"))))
        .orderBy(ACCOUNT, PERSON)
        .fetch(row -> new Present(row.value1(), row.value2()));
  }
}
