package dev.holdfast.signals;

import static dev.holdfast.signals.Asking.ACCOUNT_ID;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.when;

import dev.holdfast.facts.FactReader;
import dev.holdfast.warehouse.Appender;
import dev.holdfast.warehouse.Writer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * The log of signals, {@code signal_event}, which is only added to, and how far it has come.
 *
 * <p>Each row carries the whole episode as it was after the change, so that the last row of an
 * episode is the signal.
 */
final class SignalStore {

  private static final Table<?> EVENT = table(name("signal_event"));
  private static final Table<?> STATE = table(name("signal_state"));

  static final Field<String> RULE = Asking.text("rule");
  private static final Field<Long> RULE_VERSION = Asking.number("rule_version");
  private static final Field<String> SEVERITY = Asking.text("severity");
  private static final Field<String> KIND = Asking.text("kind");
  static final Field<LocalDate> DAY = field(name("day"), SQLDataType.LOCALDATE);
  private static final Field<LocalDate> FIRST_SEEN =
      field(name("first_seen"), SQLDataType.LOCALDATE);
  private static final Field<LocalDate> CONFIRMED = field(name("confirmed"), SQLDataType.LOCALDATE);
  private static final Field<String> SENTENCE = Asking.text("sentence");
  private static final Field<String> EVIDENCE = Asking.text("evidence");
  private static final Field<String> REASON = Asking.text("end_reason");
  private static final Field<Long> ARR_MINOR = Asking.number("arr_minor");
  private static final Field<String> CURRENCY = Asking.text("currency");
  private static final Field<LocalDateTime> RECORDED_AT =
      field(name("recorded_at"), SQLDataType.LOCALDATETIME);

  private static final List<Field<?>> COLUMNS =
      List.of(
          ACCOUNT_ID,
          RULE,
          RULE_VERSION,
          SEVERITY,
          KIND,
          DAY,
          FIRST_SEEN,
          CONFIRMED,
          SENTENCE,
          EVIDENCE,
          REASON,
          ARR_MINOR,
          CURRENCY,
          RECORDED_AT);

  private static final Field<LocalDateTime> UP_TO = field(name("up_to"), SQLDataType.LOCALDATETIME);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SignalStore() {}

  /**
   * How far the log has come.
   *
   * @param upTo it follows what the rollups held up to then
   * @param day the last day on which every account was read
   */
  record State(Instant upTo, LocalDate day) {}

  static void createTables(DSLContext sql) {
    sql.createTableIfNotExists(EVENT).columns(COLUMNS).execute();
    sql.createTableIfNotExists(STATE).columns(UP_TO, DAY).execute();
  }

  static Optional<State> state(DSLContext sql) {
    return sql.select(UP_TO, DAY)
        .from(STATE)
        .fetchOptional(row -> new State(row.value1().toInstant(ZoneOffset.UTC), row.value2()));
  }

  static void save(DSLContext sql, State state) {
    sql.deleteFrom(STATE).execute();
    sql.insertInto(STATE)
        .columns(UP_TO, DAY)
        .values(FactReader.utc(state.upTo()), state.day())
        .execute();
  }

  static void append(Writer writer, List<SignalEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    try (Appender appender = writer.appender(EVENT.getName())) {
      for (SignalEvent event : events) {
        Episode episode = event.episode();
        appender
            .row()
            .text(event.accountId())
            .text(event.rule())
            .integer(event.ruleVersion())
            .text(event.severity().word())
            .text(word(event.kind()))
            .date(event.day())
            .date(episode.firstSeen())
            .date(episode.confirmed())
            .text(episode.sentence())
            .text(json(episode.evidence()))
            .text(episode.endReason())
            .integer(event.arrMinor())
            .text(event.currency())
            .instant(writer.recordedAt())
            .end();
      }
    }
  }

  /**
   * The signals whose last change up to a day meets a condition, by account, rule and the day they
   * were raised.
   */
  static List<Signal> signals(DSLContext sql, LocalDate until, Condition which) {
    Field<Integer> order =
        when(KIND.eq(inline(word(SignalEvent.Kind.RAISED))), inline(0))
            .when(KIND.eq(inline(word(SignalEvent.Kind.REOPENED))), inline(1))
            .otherwise(inline(2));
    Table<?> last =
        sql.select(COLUMNS)
            .from(EVENT)
            .where(DAY.le(inline(until)))
            .qualify(
                rowNumber()
                    .over()
                    .partitionBy(ACCOUNT_ID, RULE, FIRST_SEEN)
                    .orderBy(RECORDED_AT.desc(), order.desc())
                    .eq(1))
            .asTable("last_event");
    return sql.select(COLUMNS)
        .from(last)
        .where(which)
        .orderBy(ACCOUNT_ID, RULE, CONFIRMED, FIRST_SEEN)
        .fetch(SignalStore::signal);
  }

  /** Those that go on. */
  static Condition goesOn() {
    return KIND.ne(inline(word(SignalEvent.Kind.ENDED)));
  }

  private static Signal signal(Record row) {
    boolean ended = row.get(KIND).equals(word(SignalEvent.Kind.ENDED));
    return new Signal(
        row.get(ACCOUNT_ID),
        row.get(RULE),
        Math.toIntExact(row.get(RULE_VERSION)),
        Severity.valueOf(row.get(SEVERITY).toUpperCase(Locale.ROOT)),
        row.get(FIRST_SEEN),
        row.get(CONFIRMED),
        ended ? row.get(DAY) : null,
        row.get(SENTENCE),
        rows(row.get(EVIDENCE)),
        row.get(REASON),
        row.get(ARR_MINOR),
        row.get(CURRENCY),
        row.get(RECORDED_AT).toInstant(ZoneOffset.UTC));
  }

  private static String word(SignalEvent.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String json(List<EvidenceRow> rows) {
    ArrayNode array = JSON.createArrayNode();
    rows.forEach(row ->
        array
            .addObject()
            .put("day", row.day().toString())
            .put("what", row.what())
            .put("amount", row.amount()));
    return JSON.writeValueAsString(array);
  }

  private static List<EvidenceRow> rows(String json) {
    List<EvidenceRow> rows = new ArrayList<>();
    for (JsonNode row : JSON.readTree(json)) {
      rows.add(
          new EvidenceRow(
              LocalDate.parse(row.get("day").asString()),
              row.get("what").asString(),
              row.get("amount").asString()));
    }
    return rows;
  }
}
