package dev.holdfast.expressions;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Evaluates expressions in a DuckDB of its own. */
final class Evaluation implements AutoCloseable {

  /** What came out: the value and the problem, either may be null. */
  record Outcome(@Nullable Object value, @Nullable String problem) {}

  private final Connection connection;
  private final DSLContext sql;

  Evaluation() {
    try {
      connection = DriverManager.getConnection("jdbc:duckdb:");
      sql = DSL.using(connection, SQLDialect.DUCKDB);
      sql.execute("set TimeZone = 'UTC'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A value that the engine cannot fold away, of the type an expression expects. */
  static Variable value(String name, ValueType type, @Nullable Object value) {
    return new Variable(name, type, DSL.val(value).cast(type.sqlType()));
  }

  Outcome of(String cel, Variable... variables) {
    return of(cel, Scope.of(List.of(variables)));
  }

  Outcome of(String cel, Scope scope) {
    Compiled compiled = Expressions.compile(cel, scope);
    Field<String> problem =
        compiled.problem().orElse(DSL.inline((String) null).cast(SQLDataType.VARCHAR));
    Record2<?, String> row =
        Optional.ofNullable(sql.select(compiled.value(), problem).fetchOne()).orElseThrow();
    return new Outcome(row.value1(), row.value2());
  }

  boolean holds(String cel, Variable... variables) {
    Boolean holds =
        sql.select(DSL.field(Expressions.condition(cel, Scope.of(List.of(variables)))))
            .fetchOne(0, Boolean.class);
    return Boolean.TRUE.equals(holds);
  }

  DSLContext sql() {
    return sql;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
