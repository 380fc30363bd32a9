package dev.holdfast.health;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.table;

import dev.holdfast.facts.FactReader;
import dev.holdfast.warehouse.Writer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** The models of the risk of a loss, in {@code churn_risk_model}: only ever added to. */
final class RiskStore {

  private static final Table<?> MODEL = table(name("churn_risk_model"));
  private static final Field<LocalDateTime> MADE_AT =
      field(name("made_at"), SQLDataType.LOCALDATETIME);
  private static final Field<String> JSON = field(name("model_json"), SQLDataType.VARCHAR);

  private RiskStore() {}

  static void createTable(DSLContext sql) {
    sql.createTableIfNotExists(MODEL).columns(MADE_AT, JSON).execute();
  }

  static void keep(Writer writer, String json) {
    writer
        .sql()
        .insertInto(MODEL)
        .columns(MADE_AT, JSON)
        .values(FactReader.utc(writer.recordedAt()), json)
        .execute();
  }

  /** The latest model that was kept by an instant, or at all. */
  static Optional<String> latest(DSLContext sql, Optional<Instant> knownBy) {
    return sql.select(JSON)
        .from(MODEL)
        .where(
            knownBy
                .map(at -> MADE_AT.le(inline(FactReader.utc(at), SQLDataType.LOCALDATETIME)))
                .orElse(noCondition()))
        .orderBy(MADE_AT.desc())
        .limit(1)
        .fetchOptional(JSON);
  }
}
