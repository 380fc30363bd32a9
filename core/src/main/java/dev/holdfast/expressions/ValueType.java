package dev.holdfast.expressions;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;

/** What kind of value an expression can have. */
public enum ValueType {
  TEXT(SimpleType.STRING, SQLDataType.VARCHAR, "text"),
  INTEGER(SimpleType.INT, SQLDataType.BIGINT, "integer"),
  NUMBER(SimpleType.DOUBLE, SQLDataType.DOUBLE, "number"),
  BOOLEAN(SimpleType.BOOL, SQLDataType.BOOLEAN, "true or false"),
  /** A day of the calendar, without a zone. */
  DATE(OpaqueType.create("date"), SQLDataType.LOCALDATE, "date"),
  /** A moment in time, as the warehouse keeps it: a UTC timestamp. */
  INSTANT(SimpleType.TIMESTAMP, SQLDataType.LOCALDATETIME, "instant");

  private final CelType celType;
  private final DataType<?> sqlType;
  private final String word;

  ValueType(CelType celType, DataType<?> sqlType, String word) {
    this.celType = celType;
    this.sqlType = sqlType;
    this.word = word;
  }

  CelType celType() {
    return celType;
  }

  DataType<?> sqlType() {
    return sqlType;
  }

  /** The name of the type in messages to people. */
  String word() {
    return word;
  }

  /** Whether CEL's checker lets {@code null} stand for a value of this type by itself. */
  boolean takesNull() {
    return this == DATE || this == INSTANT;
  }
}
