package dev.holdfast.architecture.planted.attic;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** A planted breach: SQL in a class that is neither Queries nor Store. */
public final class WritesSql {

  private WritesSql() {}

  public static int one(DSLContext sql) {
    return sql.select(DSL.one()).fetchSingle().value1();
  }
}
