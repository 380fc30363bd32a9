package dev.holdfast.reports;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** Columns that many tables of the warehouse share. */
final class Columns {

  private Columns() {}

  static final Field<String> ACCOUNT_ID = text("account_id");
  static final Field<String> PERSON_ID = text("person_id");
  static final Field<LocalDate> DAY = field(name("day"), SQLDataType.LOCALDATE);

  static Field<String> text(String column) {
    return field(name(column), SQLDataType.VARCHAR);
  }

  static Field<Long> number(String column) {
    return field(name(column), SQLDataType.BIGINT);
  }

  static Field<Boolean> flag(String column) {
    return field(name(column), SQLDataType.BOOLEAN);
  }

  static Field<LocalDate> date(String column) {
    return field(name(column), SQLDataType.LOCALDATE);
  }

  /** A column of a table that another table of the query has too. */
  static <T> Field<T> of(Table<?> table, Field<T> column) {
    return field(name(table.getName(), column.getName()), column.getDataType());
  }

  static Field<LocalDateTime> instant(String column) {
    return field(name(column), SQLDataType.LOCALDATETIME);
  }
}
