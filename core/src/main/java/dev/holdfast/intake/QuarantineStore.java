package dev.holdfast.intake;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.ImportId;
import dev.holdfast.intake.QuarantinedRow.Status;
import dev.holdfast.warehouse.Engine;
import dev.holdfast.warehouse.Writer;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import tools.jackson.core.type.TypeReference;

/** The table of rows that were not taken in. */
final class QuarantineStore {

  private static final Table<?> QUARANTINE = table(name("quarantine"));
  private static final Field<Long> ID = field(name("quarantine_id"), SQLDataType.BIGINT);
  private static final Field<Long> IMPORT = field(name("import_id"), SQLDataType.BIGINT);
  private static final Field<String> FILE = field(name("file"), SQLDataType.VARCHAR);
  private static final Field<String> MAPPING = field(name("mapping"), SQLDataType.VARCHAR);
  private static final Field<String> SOURCE = field(name("source"), SQLDataType.VARCHAR);
  private static final Field<Long> ROW_NO = field(name("row_no"), SQLDataType.BIGINT);
  private static final Field<String> FACT = field(name("fact"), SQLDataType.VARCHAR);
  private static final Field<String> FIELD = field(name("field"), SQLDataType.VARCHAR);
  private static final Field<String> CODE = field(name("code"), SQLDataType.VARCHAR);
  private static final Field<String> SAYS = field(name("says"), SQLDataType.VARCHAR);
  private static final Field<String> RAW = field(name("raw"), SQLDataType.VARCHAR);
  private static final Field<String> CORRECTED = field(name("corrected"), SQLDataType.VARCHAR);
  private static final Field<String> STATUS = field(name("status"), SQLDataType.VARCHAR);
  private static final Field<LocalDateTime> RECORDED_AT =
      field(name("recorded_at"), SQLDataType.LOCALDATETIME);
  private static final Field<LocalDateTime> CHANGED_AT =
      field(name("changed_at"), SQLDataType.LOCALDATETIME);
  private static final Field<String> CHANGED_BY = field(name("changed_by"), SQLDataType.VARCHAR);
  private static final Field<Long> RESOLVED_BY =
      field(name("resolved_import_id"), SQLDataType.BIGINT);

  /** In the order of the table. */
  private static final List<Field<?>> ALL =
      List.of(
          ID,
          IMPORT,
          FILE,
          MAPPING,
          SOURCE,
          ROW_NO,
          FACT,
          FIELD,
          CODE,
          SAYS,
          RAW,
          CORRECTED,
          STATUS,
          RECORDED_AT,
          CHANGED_AT,
          CHANGED_BY,
          RESOLVED_BY);

  private static final TypeReference<Map<String, String>> ROW = new TypeReference<>() {};

  private QuarantineStore() {}

  static void createTable(DSLContext sql) {
    sql.createTableIfNotExists(QUARANTINE).columns(ALL).execute();
  }

  /** Puts the rows with problems into quarantine, save those that wait there or were resolved. */
  static void insertProblems(
      Writer writer,
      RawStore raw,
      VerdictStore verdicts,
      ImportId importId,
      String file,
      Mapping mapping,
      Engine engine) {
    writer
        .sql()
        .execute(
            "insert into {0} select (select coalesce(max(quarantine_id), 0) from {0})"
                + " + row_number() over (order by row_no), {1}, {2}, {3}, {4}, row_no, fact, field,"
                + " code, says, raw, null, 'open', {5}, null, null, null from (select p.*,"
                + " coalesce(r.raw, m.raw) as raw from {6} p left join"
                + " (select row_no, {7} as raw from {8} semi join {6} using (row_no)) r on r.row_no = p.row_no left join"
                + " (select row_no, {9} as raw from {10}) m on m.row_no = p.row_no) as n"
                + " where not exists (select 1 from {0} q where q.raw = n.raw and q.mapping = {3}"
                + " and q.source = {4} and q.status in ('open', 'resolved'))",
            QUARANTINE,
            inline(importId.number()),
            inline(file),
            inline(mapping.name()),
            inline(mapping.source()),
            inline(FactReader.utc(writer.recordedAt()), SQLDataType.LOCALDATETIME),
            verdicts.firstProblems(),
            raw.json(engine),
            raw.table(),
            engine.jsonObject(Map.of(RawStore.LINE, RawStore.RAW)),
            raw.misreadTable());
  }

  /** After a replay: rows without problems are resolved, the others get their new reason. */
  static void settleReplay(
      Writer writer,
      RawStore raw,
      VerdictStore verdicts,
      ImportId original,
      ImportId replay,
      String who) {
    LocalDateTime now = FactReader.utc(writer.recordedAt());
    writer
        .sql()
        .execute(
            "update {0} set status = 'resolved', resolved_import_id = {1}, changed_by = {2},"
                + " changed_at = {3} where import_id = {4} and status = 'open'"
                + " and row_no in (select row_no from {5})"
                + " and row_no not in (select row_no from {6})",
            QUARANTINE,
            inline(replay.number()),
            inline(who),
            inline(now, SQLDataType.LOCALDATETIME),
            inline(original.number()),
            raw.table(),
            verdicts.firstProblems());
    writer
        .sql()
        .execute(
            "update {0} q set fact = p.fact, field = p.field, code = p.code, says = p.says,"
                + " changed_by = {1}, changed_at = {2} from {3} p"
                + " where q.row_no = p.row_no and q.import_id = {4} and q.status = 'open'",
            QUARANTINE,
            inline(who),
            inline(now, SQLDataType.LOCALDATETIME),
            verdicts.firstProblems(),
            inline(original.number()));
  }

  /** After an undo: what waits of the import is marked, what it had resolved waits again. */
  static void undo(Writer writer, ImportId importId, String who) {
    LocalDateTime now = FactReader.utc(writer.recordedAt());
    writer
        .sql()
        .update(QUARANTINE)
        .set(STATUS, "undone")
        .set(CHANGED_BY, who)
        .set(CHANGED_AT, now)
        .where(IMPORT.eq(importId.number()))
        .and(STATUS.eq("open"))
        .execute();
    writer
        .sql()
        .update(QUARANTINE)
        .set(STATUS, "open")
        .setNull(RESOLVED_BY)
        .set(CHANGED_BY, who)
        .set(CHANGED_AT, now)
        .where(RESOLVED_BY.eq(importId.number()))
        .execute();
  }

  static List<QuarantinedRow> list(DSLContext sql, QuarantineFilter filter) {
    return rows(sql, matches(filter), filter.limit());
  }

  static List<Quarantine.Count> counts(DSLContext sql) {
    Field<Integer> rows = count();
    return sql.select(MAPPING, FACT, FIELD, CODE, DSL.min(SAYS), rows, countDistinct(IMPORT))
        .from(QUARANTINE)
        .where(STATUS.eq("open"))
        .groupBy(MAPPING, FACT, FIELD, CODE)
        .orderBy(rows.desc(), MAPPING, FACT, FIELD, CODE)
        .fetch(row ->
            new Quarantine.Count(
                text(row, MAPPING),
                text(row, FACT),
                text(row, FIELD),
                text(row, CODE),
                String.valueOf(row.value5()),
                row.value6(),
                row.value7()));
  }

  /** The rows to be run again of one import, in their order; unread lines only once corrected. */
  static List<QuarantinedRows.Row> replayable(DSLContext sql, QuarantineFilter filter) {
    return sql.select(ROW_NO, DSL.coalesce(CORRECTED, RAW))
        .from(QUARANTINE)
        .where(matches(filter))
        .and(FACT.isNotNull().or(FIELD.isNotNull()).or(CORRECTED.isNotNull()))
        .orderBy(ROW_NO)
        .limit(filter.limit())
        .fetch(row -> new QuarantinedRows.Row(row.value1(), row.value2()));
  }

  static List<ImportId> importsWith(DSLContext sql, QuarantineFilter filter) {
    return sql.selectDistinct(IMPORT)
        .from(QUARANTINE)
        .where(matches(filter))
        .orderBy(IMPORT)
        .fetch(row -> new ImportId(row.value1()));
  }

  static QuarantinedRow find(DSLContext sql, long id) {
    return rows(sql, ID.eq(id), 1).stream()
        .findFirst()
        .orElseThrow(() ->
            new HoldfastException(ErrorCode.NOT_FOUND, "There is no row " + id + " in quarantine"));
  }

  private static List<QuarantinedRow> rows(DSLContext sql, Condition which, int limit) {
    return sql.select(ALL)
        .from(QUARANTINE)
        .where(which)
        .orderBy(ID)
        .limit(limit)
        .fetch(QuarantineStore::row);
  }

  static void correct(Writer writer, long id, Map<String, String> row, String who) {
    writer
        .sql()
        .update(QUARANTINE)
        .set(CORRECTED, JsonLinesFile.JSON.writeValueAsString(row))
        .set(CHANGED_BY, who)
        .set(CHANGED_AT, FactReader.utc(writer.recordedAt()))
        .where(ID.eq(id))
        .execute();
  }

  private static Condition matches(QuarantineFilter filter) {
    Condition condition =
        STATUS.eq(filter.status().name().toLowerCase(Locale.ROOT)).and(ID.gt(filter.after()));
    condition =
        filter.importId().map(id -> IMPORT.eq(id.number())).map(condition::and).orElse(condition);
    condition = filter.fact().map(FACT::eq).map(condition::and).orElse(condition);
    condition = filter.field().map(FIELD::eq).map(condition::and).orElse(condition);
    return filter.code().map(CODE::eq).map(condition::and).orElse(condition);
  }

  private static QuarantinedRow row(Record row) {
    return new QuarantinedRow(
        row.get(ID),
        new ImportId(row.get(IMPORT)),
        text(row, FILE),
        text(row, MAPPING),
        row.get(ROW_NO),
        text(row, FACT),
        text(row, FIELD),
        text(row, CODE),
        text(row, SAYS),
        JsonLinesFile.JSON.readValue(row.get(RAW), ROW),
        Optional.ofNullable(row.get(CORRECTED))
            .map(json -> JsonLinesFile.JSON.readValue(json, ROW)),
        Status.valueOf(text(row, STATUS).toUpperCase(Locale.ROOT)),
        row.get(RECORDED_AT).toInstant(ZoneOffset.UTC),
        Optional.ofNullable(row.get(CHANGED_BY)),
        Optional.ofNullable(row.get(RESOLVED_BY)).map(ImportId::new));
  }

  private static String text(Record row, Field<String> field) {
    return Optional.ofNullable(row.get(field)).orElse("");
  }
}
