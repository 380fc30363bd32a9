package dev.holdfast.facts;

import static org.jooq.impl.DSL.asterisk;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Table;

/**
 * The facts that count, as tables to select from.
 *
 * <p>Made for one query by {@link FactLog#reader}, since it remembers which imports were undone.
 */
public final class FactReader {

  static final Table<?> RETRACTION = table(name("retraction"));

  private final Knowledge knowledge;
  private final List<Long> undoneImports;
  private final Instant asOf;

  private FactReader(Knowledge knowledge, List<Long> undoneImports, Instant asOf) {
    this.knowledge = knowledge;
    this.undoneImports = undoneImports;
    this.asOf = asOf;
  }

  static FactReader of(DSLContext sql, Knowledge knowledge, Instant now) {
    Condition known =
        knowledge
            .recordedBy()
            .<Condition>map(t -> field(name("recorded_at"), LocalDateTime.class).le(val(utc(t))))
            .orElse(noCondition());
    List<Long> undone =
        sql.select(CommonColumns.IMPORT_ID)
            .from(RETRACTION)
            .where(known)
            .orderBy(CommonColumns.IMPORT_ID)
            .fetch(CommonColumns.IMPORT_ID);
    return new FactReader(knowledge, undone, knowledge.recordedBy().orElse(now));
  }

  public Knowledge knowledge() {
    return knowledge;
  }

  /** The instant up to which facts were known: a past one, or that at which the reader was made. */
  public Instant asOf() {
    return asOf;
  }

  /** The imports whose facts do not count because they were undone; in order. */
  public List<Long> undoneImports() {
    return List.copyOf(undoneImports);
  }

  /** The condition under which a row of a fact table counts. */
  public Condition counts() {
    Condition counts =
        knowledge
            .recordedBy()
            .<Condition>map(t -> CommonColumns.RECORDED_AT.le(val(utc(t))))
            .orElse(noCondition());
    return undoneImports.isEmpty()
        ? counts
        : counts.and(CommonColumns.IMPORT_ID.notIn(undoneImports));
  }

  /** All facts of a type that count. */
  public Table<?> all(FactType type) {
    return select(asterisk()).from(type.table()).where(counts()).asTable(type.word());
  }

  /**
   * The state of each key as it was at an instant: its latest fact that counts and had occurred by
   * then; of two for the same moment the one recorded later.
   *
   * @throws java.util.NoSuchElementException when the type is not a state
   */
  public Table<?> stateAt(FactType type, Instant at) {
    return stateAt(type, at, noCondition());
  }

  /**
   * The same of some keys only, which is far less work than all of them.
   *
   * @param keys a condition on the type's key and on nothing else
   */
  public Table<?> stateAt(FactType type, Instant at, Condition keys) {
    return latest(type, counts().and(CommonColumns.OCCURRED_AT.le(val(utc(at)))).and(keys));
  }

  /** The last state of each key, whenever it begins. */
  public Table<?> lastState(FactType type) {
    return latest(type, counts());
  }

  /**
   * The same of some keys only.
   *
   * @param keys a condition on the type's key and on nothing else
   */
  public Table<?> lastState(FactType type, Condition keys) {
    return latest(type, counts().and(keys));
  }

  private Table<?> latest(FactType type, Condition condition) {
    String key = type.stateKey().orElseThrow();
    return select(asterisk())
        .from(type.table())
        .where(condition)
        .qualify(
            rowNumber()
                .over()
                .partitionBy(field(name(key)))
                .orderBy(
                    CommonColumns.OCCURRED_AT.desc(),
                    CommonColumns.RECORDED_AT.desc(),
                    CommonColumns.FACT_ID.desc())
                .eq(1))
        .asTable(type.word());
  }

  /** The condition under which a row of a fact table began or ceased to count after a moment. */
  public static Condition changedAfter(Instant moment) {
    Condition later = CommonColumns.RECORDED_AT.gt(val(utc(moment)));
    return later.or(
        CommonColumns.IMPORT_ID.in(select(CommonColumns.IMPORT_ID).from(RETRACTION).where(later)));
  }

  /** When a fact of the type, or the undoing of any import, was last recorded. */
  public static Optional<Instant> lastChange(DSLContext sql, FactType type) {
    return Stream.of(type.table(), RETRACTION)
        .map(changes -> sql.select(max(CommonColumns.RECORDED_AT)).from(changes).fetchOne())
        .filter(Objects::nonNull)
        .flatMap(row -> Stream.ofNullable(row.value1()))
        .max(LocalDateTime::compareTo)
        .map(latest -> latest.toInstant(ZoneOffset.UTC));
  }

  /** An instant as the tables store it. */
  public static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
