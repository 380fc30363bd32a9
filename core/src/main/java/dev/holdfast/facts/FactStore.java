package dev.holdfast.facts;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.warehouse.Writer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** The tables of the log. */
final class FactStore {

  private static final Table<?> DELIVERY = table(name("delivery"));
  private static final Table<?> RETRACTION = table(name("retraction"));
  private static final Field<String> KIND = field(name("kind"), SQLDataType.VARCHAR);
  private static final Field<String> LABEL = field(name("label"), SQLDataType.VARCHAR);
  private static final Field<String> DETAIL = field(name("detail"), SQLDataType.VARCHAR);
  private static final Field<String> STARTED_BY = field(name("started_by"), SQLDataType.VARCHAR);
  private static final Field<LocalDateTime> STARTED_AT =
      field(name("started_at"), SQLDataType.LOCALDATETIME);
  private static final Field<String> RETRACTED_BY =
      field(name("retracted_by"), SQLDataType.VARCHAR);

  /** DuckDB's number of a row, which holds within a change. */
  private static final Field<Long> ROW = field(name("rowid"), SQLDataType.BIGINT);

  private FactStore() {}

  static void createTables(DSLContext sql) {
    for (FactType type : FactType.values()) {
      sql.createTableIfNotExists(type.table())
          .columns(
              type.allFields().stream()
                  .<Field<?>>map(column -> field(column.getUnqualifiedName(), column.getDataType()))
                  .toList())
          .execute();
    }
    addNewColumns(sql);
    sql.createTableIfNotExists(DELIVERY)
        .columns(
            field(CommonColumns.IMPORT_ID.getUnqualifiedName(), SQLDataType.BIGINT.notNull()),
            KIND,
            LABEL,
            DETAIL,
            STARTED_BY,
            STARTED_AT)
        .execute();
    sql.createTableIfNotExists(RETRACTION)
        .columns(CommonColumns.IMPORT_ID, CommonColumns.RECORDED_AT, RETRACTED_BY)
        .execute();
  }

  /** Adds the columns that a folder of an older version lacks. */
  private static void addNewColumns(DSLContext sql) {
    Field<String> tableName = field(name("table_name"), SQLDataType.VARCHAR);
    Field<String> columnName = field(name("column_name"), SQLDataType.VARCHAR);
    Map<String, Set<String>> there =
        sql
            .select(tableName, columnName)
            .from(table(name("information_schema", "columns")))
            .fetch()
            .stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.value1(),
                    Collectors.mapping(row -> row.value2(), Collectors.toSet())));
    for (FactType type : FactType.values()) {
      for (FactColumn column : type.columns()) {
        if (!there.getOrDefault(type.tableName(), Set.of()).contains(column.name())) {
          sql.alterTable(type.table()).addColumn(column.field()).execute();
        }
      }
    }
  }

  static Optional<Instant> lastRecordedAt(DSLContext sql) {
    return Arrays.stream(FactType.values())
        .map(FactType::table)
        .map(facts -> sql.select(max(CommonColumns.RECORDED_AT)).from(facts).fetchOne())
        .filter(Objects::nonNull)
        .map(row -> Optional.ofNullable(row.value1()))
        .flatMap(Optional::stream)
        .max(LocalDateTime::compareTo)
        .map(latest -> latest.toInstant(ZoneOffset.UTC));
  }

  static Optional<Instant> lastRetractedAt(DSLContext sql) {
    return sql.select(max(CommonColumns.RECORDED_AT))
        .from(FactReader.RETRACTION)
        .fetchOptional(0, LocalDateTime.class)
        .map(latest -> latest.toInstant(ZoneOffset.UTC));
  }

  static ImportId insertDelivery(
      Writer writer, String kind, String label, String detail, String by) {
    Long last =
        writer.sql().select(max(CommonColumns.IMPORT_ID)).from(DELIVERY).fetchOneInto(Long.class);
    long number = (last == null ? 0 : last) + 1;
    writer
        .sql()
        .insertInto(DELIVERY)
        .columns(CommonColumns.IMPORT_ID, KIND, LABEL, DETAIL, STARTED_BY, STARTED_AT)
        .values(number, kind, label, detail, by, FactReader.utc(writer.recordedAt()))
        .execute();
    return new ImportId(number);
  }

  /** Takes back the opening of a delivery under which nothing was recorded. */
  static void deleteDelivery(Writer writer, ImportId importId) {
    writer
        .sql()
        .deleteFrom(DELIVERY)
        .where(CommonColumns.IMPORT_ID.eq(importId.number()))
        .execute();
  }

  static List<Delivery> deliveries(DSLContext sql) {
    Map<Long, Instant> undone =
        sql
            .select(CommonColumns.IMPORT_ID, CommonColumns.RECORDED_AT)
            .from(RETRACTION)
            .fetch()
            .stream()
            .collect(
                Collectors.toMap(
                    row -> row.value1(), row -> row.value2().toInstant(ZoneOffset.UTC)));
    return sql.select(CommonColumns.IMPORT_ID, KIND, LABEL, DETAIL, STARTED_BY, STARTED_AT)
        .from(DELIVERY)
        .orderBy(CommonColumns.IMPORT_ID.desc())
        .fetch(row ->
            new Delivery(
                new ImportId(row.value1()),
                row.value2(),
                row.value3(),
                row.value4(),
                row.value5(),
                row.value6().toInstant(ZoneOffset.UTC),
                Optional.ofNullable(undone.get(row.value1()))));
  }

  /** Appends the facts whose (source, id) is not stored yet or was retracted; says how many. */
  static int appendNew(Writer writer, FactType type, ImportId importId, List<Fact> facts) {
    Set<String> known = new HashSet<>();
    Map<String, List<Fact>> bySource =
        facts.stream().collect(Collectors.groupingBy(fact -> fact.origin().source()));
    bySource.forEach((source, ofSource) ->
        knownIds(writer, type, source, ofSource.stream().map(f -> f.origin().factId()).toList())
            .forEach(id -> known.add(source + "\n" + id)));
    int stored = 0;
    try (FactAppender appender = new FactAppender(writer, type, importId)) {
      for (Fact fact : facts) {
        if (!known.contains(fact.origin().source() + "\n" + fact.origin().factId())) {
          appender.append(fact);
          stored++;
        }
      }
    }
    return stored;
  }

  private static List<String> knownIds(
      Writer writer, FactType type, String source, Collection<String> ids) {
    FactReader reader = FactReader.of(writer.sql(), Knowledge.now(), writer.recordedAt());
    return writer
        .sql()
        .select(CommonColumns.FACT_ID)
        .from(type.table())
        .where(CommonColumns.SOURCE.eq(source))
        .and(CommonColumns.FACT_ID.in(ids))
        .and(reader.counts())
        .fetch(CommonColumns.FACT_ID);
  }

  /**
   * Gives those facts recorded after a moment whose (source, id) an earlier fact of their type has,
   * to another import; says how many. Both count now.
   */
  static long moveRepeats(Writer writer, Instant after, ImportId to) {
    Condition counts = FactReader.of(writer.sql(), Knowledge.now(), writer.recordedAt()).counts();
    Condition fresh = CommonColumns.RECORDED_AT.gt(val(FactReader.utc(after)));
    long moved = 0;
    for (FactType type : FactType.values()) {
      Table<?> all = type.table();
      Field<Integer> nth =
          rowNumber()
              .over()
              .partitionBy(CommonColumns.SOURCE, CommonColumns.FACT_ID)
              .orderBy(CommonColumns.RECORDED_AT, ROW)
              .as("nth");
      Table<?> told =
          select(ROW.as("place"), CommonColumns.RECORDED_AT, nth)
              .from(all)
              .where(counts)
              .and(
                  row(CommonColumns.SOURCE, CommonColumns.FACT_ID)
                      .in(
                          select(CommonColumns.SOURCE, CommonColumns.FACT_ID)
                              .from(all)
                              .where(fresh)))
              .asTable("told");
      moved +=
          writer
              .sql()
              .update(all)
              .set(CommonColumns.IMPORT_ID, to.number())
              .where(
                  ROW.in(
                      select(field(name("place"), Long.class))
                          .from(told)
                          .where(field(name("nth"), Integer.class).gt(1))
                          .and(fresh)))
              .execute();
    }
    return moved;
  }

  static void retract(Writer writer, ImportId importId, String by) {
    DSLContext sql = writer.sql();
    if (!sql.fetchExists(
        sql.selectOne().from(DELIVERY).where(CommonColumns.IMPORT_ID.eq(importId.number())))) {
      throw new HoldfastException(
          ErrorCode.NOT_FOUND, "There is no import " + importId.number() + ".");
    }
    if (sql.fetchExists(
        sql.selectOne().from(RETRACTION).where(CommonColumns.IMPORT_ID.eq(importId.number())))) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "Import " + importId.number() + " is undone already.");
    }
    sql.insertInto(RETRACTION)
        .columns(CommonColumns.IMPORT_ID, CommonColumns.RECORDED_AT, RETRACTED_BY)
        .values(
            inline(importId.number()),
            inline(FactReader.utc(writer.recordedAt()), SQLDataType.LOCALDATETIME),
            inline(by))
        .execute();
  }
}
