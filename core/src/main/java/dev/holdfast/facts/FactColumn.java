package dev.holdfast.facts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * One column of a fact's table.
 *
 * @param name column name, in snake case
 * @param kind what it holds
 * @param required whether it must be given
 * @param choices the allowed words, in order, when {@code kind} is a choice
 * @param atLeast smallest allowed number, if any
 * @param notBefore column whose date must not be later, if any
 * @param between columns that bound the number, if any: lower and upper
 */
public record FactColumn(
    String name,
    Kind kind,
    boolean required,
    List<String> choices,
    Optional<Long> atLeast,
    Optional<String> notBefore,
    List<String> between) {

  /** What a column holds and how the engine stores it. */
  public enum Kind {
    TEXT(SQLDataType.VARCHAR, String.class),
    CHOICE(SQLDataType.VARCHAR, String.class),
    INTEGER(SQLDataType.BIGINT, Long.class),
    BOOLEAN(SQLDataType.BOOLEAN, Boolean.class),
    DATE(SQLDataType.LOCALDATE, LocalDate.class),
    /** UTC, microseconds. */
    INSTANT(SQLDataType.LOCALDATETIME, Instant.class),
    /** A JSON object of text members, stored as text; {@code {}} when there are none. */
    ATTRIBUTES(SQLDataType.VARCHAR, String.class);

    private final DataType<?> dataType;
    private final Class<?> javaType;

    Kind(DataType<?> dataType, Class<?> javaType) {
      this.dataType = dataType;
      this.javaType = javaType;
    }

    public DataType<?> dataType() {
      return dataType;
    }

    public Class<?> javaType() {
      return javaType;
    }
  }

  public FactColumn {
    choices = List.copyOf(choices);
    between = List.copyOf(between);
  }

  /** The column as a jOOQ field of its stored type. */
  public Field<?> field() {
    return DSL.field(DSL.name(name), kind.dataType());
  }

  /** The UTC timestamp type, for those who compare instants. */
  static DataType<LocalDateTime> timestamp() {
    return SQLDataType.LOCALDATETIME;
  }
}
