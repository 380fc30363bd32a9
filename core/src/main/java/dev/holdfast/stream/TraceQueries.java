package dev.holdfast.stream;

import static dev.holdfast.stream.LoadStore.COMMITTED;
import static dev.holdfast.stream.LoadStore.DUPLICATE;
import static dev.holdfast.stream.LoadStore.FINISHED;
import static dev.holdfast.stream.LoadStore.FIRST_RECEIVED;
import static dev.holdfast.stream.LoadStore.LOAD;
import static dev.holdfast.stream.LoadStore.MESSAGE_ID;
import static dev.holdfast.stream.LoadStore.RECEIVED;
import static dev.holdfast.stream.LoadStore.REFRESHED;
import static dev.holdfast.stream.LoadStore.UP_TO;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactType;
import dev.holdfast.stream.MessageTrace.Stage;
import dev.holdfast.stream.MessageTrace.Step;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** Reads what became of one message. */
final class TraceQueries {

  /** What reps write about themselves is nobody's message. */
  private static final Set<FactType> LOOKED_AT =
      EnumSet.complementOf(EnumSet.of(FactType.SELF_RATING, FactType.ASSESSMENT));

  private TraceQueries() {}

  /** Everything that is stored of messages with an id, by source. */
  static List<MessageTrace> of(DSLContext sql, String messageId) {
    Map<String, List<Step>> bySource = new TreeMap<>();
    for (FactType type : LOOKED_AT) {
      addFacts(sql, type, messageId, bySource);
    }
    addFailed(sql, messageId, bySource);
    sql.select(CommonColumns.SOURCE, RECEIVED, CommonColumns.RECORDED_AT)
        .from(DUPLICATE)
        .where(MESSAGE_ID.eq(messageId))
        .forEach(row ->
            add(
                bySource,
                row.value1(),
                new Step(
                    Stage.DUPLICATE,
                    instant(row.value3()),
                    "It came again and was left out",
                    Optional.of(instant(row.value2())))));
    return bySource.entrySet().stream()
        .map(source ->
            new MessageTrace(
                source.getKey(),
                messageId,
                source.getValue().stream()
                    .sorted(Comparator.comparing(Step::at).thenComparing(Step::stage))
                    .toList()))
        .toList();
  }

  private static void addFacts(
      DSLContext sql, FactType type, String messageId, Map<String, List<Step>> bySource) {
    boolean hasAccount = type.columns().stream().anyMatch(c -> c.name().equals("account_id"));
    Field<String> account =
        hasAccount
            ? field(name("account_id"), SQLDataType.VARCHAR)
            : inline((String) null, SQLDataType.VARCHAR);
    sql.select(CommonColumns.SOURCE, CommonColumns.RECORDED_AT, account)
        .from(type.table())
        .where(CommonColumns.FACT_ID.eq(messageId))
        .forEach(row -> {
          LocalDateTime recorded = row.value2();
          String what =
              "As a "
                  + type.word().replace('_', ' ')
                  + Optional.ofNullable(row.value3()).map(id -> " of account " + id).orElse("");
          Optional<Instant> received =
              one(sql, LOAD, min(FIRST_RECEIVED), CommonColumns.RECORDED_AT.eq(recorded));
          Optional<Instant> committed =
              one(sql, LOAD, min(COMMITTED), CommonColumns.RECORDED_AT.eq(recorded));
          add(
              bySource,
              row.value1(),
              new Step(Stage.STORED, committed.orElse(instant(recorded)), what, received));
          one(sql, REFRESHED, min(FINISHED), UP_TO.ge(recorded))
              .ifPresent(finished ->
                  add(
                      bySource,
                      row.value1(),
                      new Step(
                          Stage.IN_HEALTH, finished, "In rollups, metrics and health", received)));
        });
  }

  private static void addFailed(
      DSLContext sql, String messageId, Map<String, List<Step>> bySource) {
    for (FailedEvent event : FailedEventStore.ofMessage(sql, messageId)) {
      add(
          bySource,
          event.source(),
          new Step(
              Stage.FAILED,
              event.recordedAt(),
              event.status() == FailedEvent.Status.RESOLVED
                  ? "It had failed and was run again: " + event.says()
                  : event.says(),
              Optional.of(event.receivedAt())));
    }
  }

  private static Optional<Instant> one(
      DSLContext sql, Table<?> table, Field<LocalDateTime> what, Condition which) {
    return Optional.ofNullable(sql.select(what).from(table).where(which).fetchSingle().value1())
        .map(TraceQueries::instant);
  }

  private static void add(Map<String, List<Step>> bySource, String source, Step step) {
    bySource.computeIfAbsent(source, s -> new ArrayList<>()).add(step);
  }

  private static Instant instant(LocalDateTime utc) {
    return utc.toInstant(ZoneOffset.UTC);
  }
}
