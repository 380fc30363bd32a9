package dev.holdfast.stream;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Facts.Account;
import dev.holdfast.facts.Facts.Lifecycle;
import dev.holdfast.facts.Facts.Person;
import dev.holdfast.facts.Facts.PersonRole;
import dev.holdfast.facts.Facts.PersonStatus;
import dev.holdfast.facts.Origin;
import dev.holdfast.warehouse.Appender;
import dev.holdfast.warehouse.Writer;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what a load has to know: which of its messages came before, and the last state of the
 * people and accounts it is about. The ids go into small tables of the writing connection, so that
 * each question is one join, however many ids there are.
 */
final class KnownStore {

  private static final Table<?> SEEN = table(name("seen_message"));
  private static final Field<UUID> MESSAGE = field(name("message"), SQLDataType.UUID);
  private static final Table<?> ASKED_MESSAGE = table(name("asked_message"));
  private static final Table<?> ASKED = table(name("asked_id"));
  private static final Field<String> ID = field(name("id"), SQLDataType.VARCHAR);
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, String>> MEMBERS = new TypeReference<>() {};

  private final Writer writer;
  private final DSLContext sql;
  private final FactReader facts;

  KnownStore(Writer writer, FactReader facts) {
    this.writer = writer;
    this.sql = writer.sql();
    this.facts = facts;
  }

  static void createTables(DSLContext sql) {
    sql.createTableIfNotExists(SEEN).columns(MESSAGE, CommonColumns.RECORDED_AT).execute();
  }

  /** Those that were seen in the last days. */
  Set<UUID> seen(Collection<UUID> messages) {
    sql.execute("create or replace temp table {0} (message uuid)", ASKED_MESSAGE);
    try (Appender rows = writer.appender("asked_message")) {
      messages.forEach(message -> rows.row().uuid(message).end());
    }
    return new HashSet<>(
        sql.select(MESSAGE)
            .from(SEEN)
            .where(MESSAGE.in(select(MESSAGE).from(ASKED_MESSAGE)))
            .fetch(MESSAGE));
  }

  /** Notes messages as seen with this change. */
  void see(Collection<UUID> messages) {
    try (Appender rows = writer.appender("seen_message")) {
      messages.forEach(message -> rows.row().uuid(message).instant(writer.recordedAt()).end());
    }
  }

  /** What is known of the people, accounts and other ids that messages name. */
  Known known(Collection<String> people, Collection<String> accountIds) {
    Map<String, String> aliases = aliases(people);
    Set<String> everybody = new HashSet<>(people);
    everybody.addAll(aliases.values());
    return new Known(people(everybody), accounts(accountIds), aliases);
  }

  /** The other ids by which some people go. */
  Set<String> idsOf(Collection<String> people) {
    Field<String> alias = FactType.ALIAS.field("alias_id", String.class);
    Field<String> person = FactType.ALIAS.field("person_id", String.class);
    return sql.select(alias)
        .from(facts.lastState(FactType.ALIAS))
        .where(person.in(people))
        .fetchSet(alias);
  }

  private Map<String, String> aliases(Collection<String> ids) {
    Field<String> alias = FactType.ALIAS.field("alias_id", String.class);
    Field<String> person = FactType.ALIAS.field("person_id", String.class);
    Map<String, String> all = new HashMap<>();
    Collection<String> asked = ids;
    while (!asked.isEmpty()) {
      Map<String, String> found = new HashMap<>();
      states(FactType.ALIAS, alias, asked)
          .forEach(row -> found.put(row.get(alias), row.get(person)));
      found.keySet().removeAll(all.keySet());
      all.putAll(found);
      asked = found.values(); // an id may lead to another one
    }
    return all;
  }

  private Map<String, Person> people(Collection<String> ids) {
    Map<String, Person> people = new HashMap<>();
    states(FactType.PERSON, FactType.PERSON.field("person_id", String.class), ids)
        .forEach(row -> {
          Person person = person(row);
          people.put(person.personId(), person);
        });
    return people;
  }

  private Map<String, Account> accounts(Collection<String> ids) {
    Map<String, Account> accounts = new HashMap<>();
    states(FactType.ACCOUNT, FactType.ACCOUNT.field("account_id", String.class), ids)
        .forEach(row -> {
          Account account = account(row);
          accounts.put(account.accountId(), account);
        });
    return accounts;
  }

  private List<Record> states(FactType type, Field<String> key, Collection<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    sql.execute("create or replace temp table {0} (id varchar)", ASKED);
    try (Appender rows = writer.appender("asked_id")) {
      ids.stream().distinct().forEach(id -> rows.row().text(id).end());
    }
    Condition asked = key.in(select(ID).from(ASKED));
    return sql.select(type.allFields()).from(facts.lastState(type, asked)).fetch().map(row -> row);
  }

  private static Person person(Record row) {
    return new Person(
        origin(row),
        required(row, "person_id"),
        required(row, "account_id"),
        text(row, "email"),
        text(row, "name"),
        word(PersonRole.class, row, "role"),
        word(PersonStatus.class, row, "status"),
        text(row, "language"),
        text(row, "time_zone"),
        row.get("consent", Boolean.class),
        members(row));
  }

  private static Account account(Record row) {
    return new Account(
        origin(row),
        required(row, "account_id"),
        text(row, "name"),
        text(row, "domain"),
        text(row, "parent_id"),
        text(row, "tier"),
        text(row, "segment"),
        text(row, "industry"),
        text(row, "country"),
        text(row, "time_zone"),
        word(Lifecycle.class, row, "lifecycle"),
        text(row, "csm"),
        members(row));
  }

  private static Origin origin(Record row) {
    return new Origin(
        row.get(CommonColumns.SOURCE),
        row.get(CommonColumns.FACT_ID),
        row.get(CommonColumns.OCCURRED_AT).toInstant(ZoneOffset.UTC));
  }

  private static String required(Record row, String column) {
    return row.get(column, String.class);
  }

  private static @Nullable String text(Record row, String column) {
    return row.get(column, String.class);
  }

  private static <E extends Enum<E>> @Nullable E word(Class<E> type, Record row, String column) {
    String word = row.get(column, String.class);
    return word == null
        ? null
        : Stream.of(type.getEnumConstants())
            .filter(each -> each.name().equals(word.toUpperCase(Locale.ROOT)))
            .findFirst()
            .orElse(null);
  }

  private static Map<String, String> members(Record row) {
    String json = row.get("attributes", String.class);
    return json == null ? Map.of() : JSON.readValue(json, MEMBERS);
  }
}
