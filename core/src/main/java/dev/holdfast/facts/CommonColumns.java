package dev.holdfast.facts;

import java.time.LocalDateTime;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The columns every fact has. */
public final class CommonColumns {

  private CommonColumns() {}

  public static final Field<String> SOURCE = DSL.field(DSL.name("source"), SQLDataType.VARCHAR);
  public static final Field<String> FACT_ID = DSL.field(DSL.name("fact_id"), SQLDataType.VARCHAR);

  /** When it was true; UTC. */
  public static final Field<LocalDateTime> OCCURRED_AT =
      DSL.field(DSL.name("occurred_at"), SQLDataType.LOCALDATETIME);

  /** When Holdfast learned it; UTC, assigned once, increasing. */
  public static final Field<LocalDateTime> RECORDED_AT =
      DSL.field(DSL.name("recorded_at"), SQLDataType.LOCALDATETIME);

  public static final Field<Long> IMPORT_ID = DSL.field(DSL.name("import_id"), SQLDataType.BIGINT);

  /** In the order of the table. */
  public static final List<Field<?>> ALL =
      List.of(SOURCE, FACT_ID, OCCURRED_AT, RECORDED_AT, IMPORT_ID);
}
