package dev.holdfast.health;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import dev.holdfast.facts.Knowledge;
import dev.holdfast.health.HealthExplanation.Tried;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** Which profile takes an account, and why no earlier one does. */
final class RuleQueries {

  private static final String DESCRIBED = "described";
  private static final Pattern WORD =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|[a-z_]+");

  private RuleQueries() {}

  /** The profile that takes each account on a day, by account. */
  static Map<String, HealthProfile> taken(
      DSLContext sql, HealthSource source, Knowledge knowledge, LocalDate day) {
    Map<String, HealthProfile> taken = new HashMap<>();
    List<HealthProfile> profiles = source.profiles().inForce();
    for (Record row : rows(sql, source, knowledge, day, AccountRange.all())) {
      String account = Objects.requireNonNull(row.get(column(Asked.ACCOUNT_ID.getName())));
      for (int i = 0; i < profiles.size(); i++) {
        if (holds(row, i)) {
          taken.put(account, profiles.get(i));
          break;
        }
      }
    }
    return taken;
  }

  /** The profiles that were tried for an account on a day, up to the one that takes it. */
  static List<Tried> tried(
      DSLContext sql, HealthSource source, Knowledge knowledge, LocalDate day, String accountId) {
    List<HealthProfile> profiles = source.profiles().inForce();
    List<Tried> tried = new ArrayList<>();
    for (Record row : rows(sql, source, knowledge, day, AccountRange.of(accountId))) {
      for (int i = 0; i < profiles.size(); i++) {
        HealthProfile profile = profiles.get(i);
        boolean takes = holds(row, i);
        tried.add(
            new Tried(
                profile.name(),
                profile.title(),
                profile.version(),
                profile.appliesTo(),
                takes,
                (takes ? "takes it, because " + profile.why() : "does not take it")
                    + facts(profile.appliesTo(), row)));
        if (takes) {
          break;
        }
      }
    }
    return List.copyOf(tried);
  }

  private static List<? extends Record> rows(
      DSLContext sql,
      HealthSource source,
      Knowledge knowledge,
      LocalDate day,
      AccountRange accounts) {
    Table<?> described =
        source.queries(sql, knowledge, List.of(day), accounts).described().asTable(DESCRIBED);
    List<SelectField<?>> columns = new ArrayList<>();
    AccountScope.TEXTS.forEach(text -> columns.add(column(text)));
    columns.add(age());
    List<HealthProfile> profiles = source.profiles().inForce();
    for (int i = 0; i < profiles.size(); i++) {
      columns.add(
          field(AccountScope.condition(profiles.get(i), RuleQueries::read)).as("rule_" + i));
    }
    return sql.select(columns).from(described).orderBy(column("account_id")).fetch();
  }

  private static boolean holds(Record row, int rule) {
    return Boolean.TRUE.equals(row.get("rule_" + rule, Boolean.class));
  }

  /** What the fields that a rule names hold: {@code : lifecycle is active, age_days is 400}. */
  private static String facts(String rule, Record row) {
    List<String> facts = new ArrayList<>();
    for (String name : AccountScope.names()) {
      if (mentions(rule, name)) {
        Object value = row.get(name);
        facts.add(name + (value == null ? " is not stated" : " is " + value));
      }
    }
    return facts.isEmpty() ? "" : ": " + String.join(", ", facts);
  }

  private static boolean mentions(String rule, String name) {
    Matcher word = WORD.matcher(rule);
    while (word.find()) {
      if (word.group().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static Field<?> read(String name) {
    return name.equals(AccountScope.AGE_DAYS) ? age() : column(name);
  }

  private static Field<Integer> age() {
    return field(name(DESCRIBED, AccountScope.AGE_DAYS), SQLDataType.INTEGER);
  }

  private static Field<String> column(String name) {
    return field(name(DESCRIBED, name), SQLDataType.VARCHAR);
  }
}
