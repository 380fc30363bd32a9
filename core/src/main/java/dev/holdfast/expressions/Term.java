package dev.holdfast.expressions;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * What one part of an expression became.
 *
 * @param type type of the value; null for the literal {@code null}
 * @param sql SQL of the value
 * @param problem SQL that is null or a sentence that says what is wrong; null if it cannot fail
 * @param literal the value itself when it is written out in the expression
 */
record Term(
    @Nullable ValueType type,
    Field<?> sql,
    @Nullable Field<String> problem,
    @Nullable Object literal) {

  /** A value worked out from others: their problems are its problems. */
  static Term from(ValueType type, Field<?> sql, Term... inputs) {
    return new Term(type, sql, firstProblem(Arrays.asList(inputs), null), null);
  }

  static Term from(ValueType type, Condition sql, Term... inputs) {
    return from(type, field(sql), inputs);
  }

  /** A value whose making can fail. */
  static Term failing(ValueType type, Field<?> sql, Field<String> own, Term... inputs) {
    return new Term(type, sql, firstProblem(Arrays.asList(inputs), own), null);
  }

  static Term literal(ValueType type, Object literal, Field<?> sql) {
    return new Term(type, sql, null, literal);
  }

  static @Nullable Field<String> firstProblem(List<Term> inputs, @Nullable Field<String> own) {
    List<Field<String>> problems =
        java.util.stream.Stream.concat(
                inputs.stream().map(Term::problem), java.util.stream.Stream.ofNullable(own))
            .filter(Objects::nonNull)
            .toList();
    return firstOf(problems);
  }

  static @Nullable Field<String> firstOf(List<Field<String>> problems) {
    return switch (problems.size()) {
      case 0 -> null;
      case 1 -> problems.getFirst();
      default ->
          coalesce(problems.getFirst(), problems.subList(1, problems.size()).toArray(Field[]::new));
    };
  }

  boolean isNull() {
    return type == null;
  }

  Field<String> text() {
    return sql.coerce(SQLDataType.VARCHAR);
  }

  /** The value as a 64-bit integer, so that arithmetic does not wrap at 32 bits. */
  Field<Long> integer() {
    return literal != null || sql.getType() != Long.class
        ? sql.cast(SQLDataType.BIGINT)
        : sql.coerce(SQLDataType.BIGINT);
  }

  Field<Double> number() {
    return sql.getType() == Double.class
        ? sql.coerce(SQLDataType.DOUBLE)
        : sql.cast(SQLDataType.DOUBLE);
  }

  Field<LocalDate> date() {
    return sql.coerce(SQLDataType.LOCALDATE);
  }

  Field<LocalDateTime> instant() {
    return sql.coerce(SQLDataType.LOCALDATETIME);
  }

  Field<Boolean> flag() {
    return sql.coerce(SQLDataType.BOOLEAN);
  }

  Condition holds() {
    return condition(flag());
  }

  /** The value as another type takes it: an integer where a number is expected, or null typed. */
  Field<?> as(ValueType wanted) {
    if (type == null) {
      return inline((Object) null).cast(wanted.sqlType());
    }
    return wanted == ValueType.NUMBER && type == ValueType.INTEGER ? number() : sql;
  }
}
