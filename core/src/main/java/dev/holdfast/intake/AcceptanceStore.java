package dev.holdfast.intake;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;

import dev.holdfast.facts.FactColumn;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.ImportId;
import dev.holdfast.warehouse.Staging;
import dev.holdfast.warehouse.Writer;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Stores the candidates that are new. */
final class AcceptanceStore {

  private AcceptanceStore() {}

  /** Changes whenever facts of the source were stored or any import was undone. */
  static String stateOf(
      DSLContext sql, FactReader stored, Collection<FactType> types, String source) {
    return stored.counts()
        + types.stream()
            .map(type ->
                sql.fetchValue(
                    "select max(recorded_at) from {0} where source = {1}",
                    type.table(), inline(source)))
            .map(String::valueOf)
            .collect(Collectors.joining(" "));
  }

  static void insertNew(
      Writer writer, Staging staging, FactType type, ImportId importId, String source) {
    LocalDateTime recordedAt = FactReader.utc(writer.recordedAt());
    String key = type.stateKey().orElse("fact_id");
    writer
        .sql()
        .execute(
            "insert into {0} select {1}, coalesce(fact_id, {2} || '@' || {3} || '.' || row_no || '.' || part),"
                + " coalesce(occurred_at, {4}), {4}, {3}, {5} from {6} c"
                + " where not exists (select 1 from {7} b where b.row_no = c.row_no)"
                + " and not exists (select 1 from {8} k where k.row_no = c.row_no"
                + " and k.part = c.part)",
            type.table(),
            inline(source),
            DSL.field(name(key)),
            DSL.raw(Long.toString(importId.number())),
            inline(recordedAt, SQLDataType.LOCALDATETIME),
            DSL.list(
                type.columns().stream()
                    .map(FactColumn::name)
                    .map(column -> DSL.field(name(column)))
                    .toArray(org.jooq.Field[]::new)),
            staging.table(CandidateStore.tableName(type)),
            staging.table("bad_row"),
            staging.table(VerdictStore.knownTable(type)));
  }
}
