package dev.holdfast.metrics;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.expressions.Compiled;
import dev.holdfast.expressions.Expressions;
import dev.holdfast.expressions.Scope;
import dev.holdfast.expressions.ValueType;
import dev.holdfast.expressions.Variable;
import dev.holdfast.facts.FactColumn;
import dev.holdfast.facts.FactType;
import dev.holdfast.warehouse.Engine;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The names that expressions and dimensions of one source may use, and where the SQL finds them.
 *
 * <p>In the SQL the source is called {@code s}, the account's state at the end of the step {@code
 * account}, and the step {@code step}.
 */
final class Columns {

  static final String SOURCE = "s";
  static final String ACCOUNT = "account";
  static final String STEP = "step";

  private static final String ACCOUNT_PREFIX = "account.";
  private static final Set<String> TEXT_MAPS = Set.of("attributes", "properties");
  private static final Pattern MEMBER =
      Pattern.compile("\\b(account\\.attributes|attributes|properties)\\.([A-Za-z_][A-Za-z0-9_]*)");

  private final Relation relation;
  private final @Nullable String time;
  private final Engine engine;

  Columns(Relation relation, @Nullable String time, Engine engine) {
    this.relation = relation;
    this.time = time;
    this.engine = engine;
    if (time != null) {
      sourceColumn(time);
    }
  }

  /** A column of the source. */
  Field<?> sourceColumn(String column) {
    return relation.columns().stream()
        .filter(field -> field.getName().equals(column))
        .findFirst()
        .<Field<?>>map(field -> field(name(SOURCE, column), field.getDataType()))
        .orElseThrow(() ->
            new HoldfastException(
                ErrorCode.BAD_DEFINITION,
                "'"
                    + relation.name()
                    + "' has no column '"
                    + column
                    + "'. It has: "
                    + relation.columns().stream()
                        .map(Field::getName)
                        .collect(Collectors.joining(", "))));
  }

  /** A column of the source that is a moment in time. */
  Field<LocalDateTime> moment(String column) {
    Field<?> field = sourceColumn(column);
    Estimator.require(
        field.getType() == LocalDateTime.class, "'" + column + "' is not a moment in time");
    return field.coerce(LocalDateTime.class);
  }

  boolean hasAccount() {
    return relation.columns().stream().anyMatch(field -> field.getName().equals("account_id"));
  }

  boolean timeIsDate() {
    return time != null && sourceColumn(time).getType() == LocalDate.class;
  }

  /** An expression on the source, the account and the bounds of the step. */
  Compiled compile(String cel) {
    return Expressions.compile(cel, scope(cel));
  }

  /** An expression that is a number. */
  Compiled number(String cel) {
    return Expressions.compile(cel, scope(cel), ValueType.NUMBER);
  }

  /** A condition on the source, the account and the bounds of the step; never null. */
  Compiled condition(String cel) {
    return Expressions.compile(cel, scope(cel), ValueType.BOOLEAN);
  }

  /** Whether an expression looks at the account's state. */
  static boolean usesAccount(Compiled compiled) {
    return compiled.variables().stream().anyMatch(used -> used.startsWith(ACCOUNT_PREFIX));
  }

  private Scope scope(String cel) {
    List<Variable> variables = new ArrayList<>();
    for (Field<?> column : relation.columns()) {
      if (!TEXT_MAPS.contains(column.getName())) {
        variables.add(variable(column.getName(), sourceColumn(column.getName())));
      }
    }
    if (hasAccount()) {
      for (FactColumn column : FactType.ACCOUNT.columns()) {
        if (!TEXT_MAPS.contains(column.name())) {
          variables.add(variable(ACCOUNT_PREFIX + column.name(), accountColumn(column.name())));
        }
      }
    }
    DataType<?> boundType = timeIsDate() ? SQLDataType.LOCALDATE : SQLDataType.LOCALDATETIME;
    for (String bound : List.of("period_start", "period_end")) {
      variables.add(variable(bound, field(name(STEP, bound), boundType)));
    }
    Matcher members = MEMBER.matcher(cel);
    while (members.find()) {
      boolean ofAccount = members.group(1).startsWith(ACCOUNT_PREFIX);
      if (ofAccount ? hasAccount() : hasSource(members.group(1))) {
        variables.add(
            new Variable(
                members.group(),
                ValueType.TEXT,
                ofAccount
                    ? accountAttribute(members.group(2))
                    : engine.jsonText(
                        sourceColumn(members.group(1)).coerce(String.class), members.group(2))));
      }
    }
    return Scope.of(variables).on(engine);
  }

  private boolean hasSource(String column) {
    return relation.columns().stream().anyMatch(field -> field.getName().equals(column));
  }

  /**
   * What a dimension's name stands for: a column of the source, {@code account.<column>} or {@code
   * account.attributes.<key>}, the last two also without their prefix.
   */
  Dimension dimension(String asked) {
    if (hasSource(asked) && !TEXT_MAPS.contains(asked)) {
      return new Dimension(asked, sourceColumn(asked).cast(SQLDataType.VARCHAR), false, null);
    }
    if (!hasAccount()) {
      sourceColumn(asked);
    }
    String inner =
        asked.startsWith(ACCOUNT_PREFIX) ? asked.substring(ACCOUNT_PREFIX.length()) : asked;
    boolean column =
        FactType.ACCOUNT.columns().stream().anyMatch(one -> one.name().equals(inner))
            && !TEXT_MAPS.contains(inner);
    if (column) {
      return new Dimension(asked, accountColumn(inner).cast(SQLDataType.VARCHAR), true, null);
    }
    String key = inner.startsWith("attributes.") ? inner.substring("attributes.".length()) : inner;
    return new Dimension(asked, accountAttribute(key), true, key);
  }

  /**
   * A dimension made ready.
   *
   * @param name as asked for
   * @param value its value as text
   * @param ofAccount whether it is a state of the account
   * @param attribute the account's attribute, which some account must have; null for a column
   */
  record Dimension(
      String name, Field<String> value, boolean ofAccount, @Nullable String attribute) {}

  /** The names to offer when a dimension is not known. */
  String known() {
    return Stream.concat(
            relation.columns().stream().map(Field::getName).filter(c -> !TEXT_MAPS.contains(c)),
            hasAccount()
                ? FactType.ACCOUNT.columns().stream()
                    .map(FactColumn::name)
                    .filter(c -> !TEXT_MAPS.contains(c) && !c.equals("account_id"))
                    .map(c -> ACCOUNT_PREFIX + c)
                : Stream.empty())
        .collect(Collectors.joining(", "));
  }

  private static Field<?> accountColumn(String column) {
    return field(name(ACCOUNT, column), FactType.ACCOUNT.column(column).kind().dataType());
  }

  private Field<String> accountAttribute(String key) {
    return engine.jsonText(field(name(ACCOUNT, "attributes"), SQLDataType.VARCHAR), key);
  }

  private static Variable variable(String name, Field<?> field) {
    return new Variable(name, typeOf(field), field);
  }

  private static ValueType typeOf(Field<?> field) {
    Class<?> type = field.getType();
    if (type == String.class) {
      return ValueType.TEXT;
    } else if (type == Long.class || type == Integer.class) {
      return ValueType.INTEGER;
    } else if (type == Double.class || type == BigDecimal.class) {
      return ValueType.NUMBER;
    } else if (type == Boolean.class) {
      return ValueType.BOOLEAN;
    } else if (type == LocalDate.class) {
      return ValueType.DATE;
    } else if (type == LocalDateTime.class) {
      return ValueType.INSTANT;
    }
    throw new HoldfastException(
        ErrorCode.BROKEN_PROMISE, "no type of expression for " + DSL.sql(field.getName()));
  }
}
