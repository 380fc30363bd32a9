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
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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

  static final Table<?> SEEN = table(name("seen_message"));
  private static final Field<UUID> MESSAGE = field(name("message"), SQLDataType.UUID);
  private static final Table<?> ASKED_MESSAGE = table(name("asked_message"));
  private static final Table<?> ASKED = table(name("asked_id"));
  private static final Field<String> ID = field(name("id"), SQLDataType.VARCHAR);
  private static final Field<String> PERSON_ID = field(name("person_id"), SQLDataType.VARCHAR);
  private static final Field<String> ACCOUNT_ID = field(name("account_id"), SQLDataType.VARCHAR);
  private static final Field<String> ALIAS_ID = field(name("alias_id"), SQLDataType.VARCHAR);
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, String>> MEMBERS = new TypeReference<>() {};

  /**
   * Those that messages name.
   *
   * @param people ids of all who are named, by whatever id
   * @param toldPeople those of them whose state a message tells
   * @param accounts accounts in which something was done
   * @param toldAccounts accounts whose state a message tells
   */
  record Named(
      Set<String> people, Set<String> toldPeople, Set<String> accounts, Set<String> toldAccounts) {

    Named() {
      this(new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
    }

    /** Adds those that a message names. */
    void add(Draft draft) {
      boolean tells =
          !draft.kind.equals("track") && !draft.kind.equals("page") && !draft.kind.equals("screen");
      for (String id : Arrays.asList(draft.userId, draft.anonymousId, draft.previousId)) {
        if (id != null) {
          people.add(id);
          if (tells) {
            toldPeople.add(id);
          }
        }
      }
      if (draft.groupId != null) {
        toldAccounts.add(draft.groupId);
      }
      for (String id : Arrays.asList(draft.contextGroupId, draft.traits.get("company.id"))) {
        if (id != null) {
          accounts.add(id);
        }
      }
    }
  }

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

  /** Changes whenever somebody records people, accounts or other ids, or takes them back. */
  static String mark(DSLContext sql) {
    return Stream.of(FactType.PERSON, FactType.ACCOUNT, FactType.ALIAS)
        .map(type -> String.valueOf(FactReader.lastChange(sql, type)))
        .collect(Collectors.joining(" "));
  }

  /** What is known of those that messages name. */
  Known known(Named named, PeopleMemory memory) {
    Known known = new Known();
    learnAliases(known, named.people(), memory);
    Set<String> told = now(known, named.toldPeople());
    states(FactType.PERSON, PERSON_ID, told).forEach(row -> known.learn(person(row)));
    learnHomes(known, now(known, named.people()), memory);
    states(FactType.ACCOUNT, ACCOUNT_ID, named.toldAccounts())
        .forEach(row -> known.learn(account(row)));
    learnAccounts(known, named.accounts(), memory);
    return known;
  }

  private static Set<String> now(Known known, Set<String> ids) {
    return ids.stream().map(known::now).collect(Collectors.toSet());
  }

  private void learnAliases(Known known, Set<String> ids, PeopleMemory memory) {
    Set<String> asked = new HashSet<>();
    for (String id : ids) {
      String now = memory.aliases.get(id);
      if (now == null) {
        asked.add(id);
      } else {
        known.learnAlias(id, now);
      }
    }
    while (!asked.isEmpty()) {
      asked.forEach(id -> known.learnAlias(id, id));
      Set<String> next = new HashSet<>();
      states(FactType.ALIAS, ALIAS_ID, List.of(ALIAS_ID, PERSON_ID), asked)
          .forEach(row -> {
            known.learnAlias(row.get(ALIAS_ID), row.get(PERSON_ID));
            next.add(row.get(PERSON_ID)); // an id may lead to another one
          });
      next.removeAll(known.aliases().keySet());
      asked = next;
    }
  }

  private void learnHomes(Known known, Set<String> people, PeopleMemory memory) {
    Set<String> asked = new HashSet<>();
    for (String person : people) {
      String home = memory.homes.get(person);
      if (known.home(person) == null && home != null) {
        known.learnHome(person, home);
      } else if (known.home(person) == null) {
        asked.add(person);
      }
    }
    states(FactType.PERSON, PERSON_ID, List.of(PERSON_ID, ACCOUNT_ID), asked)
        .forEach(row -> known.learnHome(row.get(PERSON_ID), row.get(ACCOUNT_ID)));
  }

  private void learnAccounts(Known known, Set<String> accounts, PeopleMemory memory) {
    Set<String> asked = new HashSet<>(accounts);
    asked.removeIf(account -> {
      boolean there = memory.accounts.contains(account);
      if (there) {
        known.learnAccount(account);
      }
      return there;
    });
    states(FactType.ACCOUNT, ACCOUNT_ID, List.of(ACCOUNT_ID), asked)
        .forEach(row -> known.learnAccount(row.get(ACCOUNT_ID)));
  }

  /** The other ids by which some people go. */
  Set<String> idsOf(Collection<String> people) {
    return sql.select(ALIAS_ID)
        .from(facts.lastState(FactType.ALIAS))
        .where(PERSON_ID.in(people))
        .fetchSet(ALIAS_ID);
  }

  private List<Record> states(FactType type, Field<String> key, Collection<String> ids) {
    return states(type, key, type.allFields(), ids);
  }

  private List<Record> states(
      FactType type, Field<String> key, List<? extends Field<?>> fields, Collection<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    sql.execute("create or replace temp table {0} (id varchar)", ASKED);
    try (Appender rows = writer.appender("asked_id")) {
      ids.stream().distinct().forEach(id -> rows.row().text(id).end());
    }
    Condition asked = key.in(select(ID).from(ASKED));
    return sql.select(fields).from(facts.lastState(type, asked)).fetch().map(row -> row);
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
