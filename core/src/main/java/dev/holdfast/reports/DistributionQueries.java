package dev.holdfast.reports;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.val;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.expressions.Compiled;
import dev.holdfast.expressions.Expressions;
import dev.holdfast.expressions.Scope;
import dev.holdfast.expressions.ValueType;
import dev.holdfast.expressions.Variable;
import dev.holdfast.metrics.Rows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.RowN;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Works out an expression for rows that a metric has already chosen, so that what is drawn is made
 * of the very rows that the number is made of.
 */
final class DistributionQueries {

  /** Inputs of one statement; more make it slow to read. */
  private static final int AT_ONCE = 1000;

  private static final String INPUT = "input";
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?");
  private static final Field<Integer> PLACE = field(name(INPUT, "place"), SQLDataType.INTEGER);

  /**
   * What came out.
   *
   * @param sorted the values in ascending order
   * @param unknown how many rows have none
   */
  record Values(List<Double> sorted, long unknown) {
    Values {
      sorted = List.copyOf(sorted);
    }
  }

  /** What an expression is given, and how many rows give it that. */
  private record Input(List<@Nullable String> cells, long rows) {}

  private final Look look;
  private final Compiled compiled;
  private final List<Field<?>> columns;

  private DistributionQueries(Look look, Compiled compiled, List<Field<?>> columns) {
    this.look = look;
    this.compiled = compiled;
    this.columns = columns;
  }

  /**
   * The values of an expression.
   *
   * @param expression as the metric's contract has it, so it is known to make sense
   * @return absent when the expression looks at more than the rows show, such as the account, or
   *     takes a day or a moment, which rows have as text
   */
  static Optional<Values> values(Look look, Rows rows, String expression) {
    List<Variable> variables = new ArrayList<>();
    for (int i = 0; i < rows.columns().size(); i++) {
      String column = rows.columns().get(i);
      if (Variable.isName(column)) {
        ValueType type = typeOf(rows, i);
        DataType<?> sqlType = type == ValueType.NUMBER ? SQLDataType.DOUBLE : SQLDataType.VARCHAR;
        variables.add(new Variable(column, type, field(name(INPUT, column), sqlType)));
      }
    }
    return compiled(look, expression, variables)
        .map(compiled -> {
          List<Field<?>> used = new ArrayList<>();
          variables.stream()
              .filter(one -> compiled.variables().contains(one.name()))
              .forEach(one -> used.add(one.field()));
          return new DistributionQueries(look, compiled, used).values(inputs(rows, used));
        });
  }

  private static Optional<Compiled> compiled(
      Look look, String expression, List<Variable> variables) {
    try {
      return Optional.of(
          Expressions.compile(expression, Scope.of(variables).on(look.engine()), ValueType.NUMBER));
    } catch (HoldfastException e) {
      if (e.code() == ErrorCode.BAD_DEFINITION) {
        return Optional.empty(); // the contract was checked, so it is only a name that is not here
      }
      throw e;
    }
  }

  /** A number where every cell that is not empty reads as one; else a text. */
  private static ValueType typeOf(Rows rows, int column) {
    boolean numbers =
        rows.rows().stream()
            .map(row -> row.get(column))
            .allMatch(cell -> cell == null || NUMBER.matcher(cell).matches());
    return numbers ? ValueType.NUMBER : ValueType.TEXT;
  }

  private static List<Input> inputs(Rows rows, List<Field<?>> used) {
    int[] places = used.stream().mapToInt(one -> rows.columns().indexOf(one.getName())).toArray();
    Map<List<@Nullable String>, Long> counted = new LinkedHashMap<>();
    for (List<@Nullable String> cells : rows.rows()) {
      List<@Nullable String> input = new ArrayList<@Nullable String>();
      for (int place : places) {
        input.add(cells.get(place));
      }
      counted.merge(input, 1L, Long::sum);
    }
    List<Input> inputs = new ArrayList<>();
    for (Map.Entry<List<@Nullable String>, Long> one : counted.entrySet()) {
      inputs.add(new Input(one.getKey(), one.getValue()));
    }
    return inputs;
  }

  private Values values(List<Input> inputs) {
    List<Double> known = new ArrayList<>();
    for (int from = 0; from < inputs.size(); from += AT_ONCE) {
      List<Input> some = inputs.subList(from, Math.min(inputs.size(), from + AT_ONCE));
      for (Record answer : asked(some)) {
        Double value = answer.get(1, Double.class);
        if (value != null && Double.isFinite(value)) {
          known.addAll(
              Collections.nCopies(Math.toIntExact(some.get(answer.get(PLACE)).rows()), value));
        }
      }
    }
    Collections.sort(known);
    long rows = inputs.stream().mapToLong(Input::rows).sum();
    return new Values(known, rows - known.size());
  }

  private List<? extends Record> asked(List<Input> inputs) {
    List<RowN> given = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      List<Field<?>> cells = new ArrayList<>();
      cells.add(inline(i));
      for (int j = 0; j < columns.size(); j++) {
        cells.add(
            val(inputs.get(i).cells().get(j), SQLDataType.VARCHAR)
                .cast(columns.get(j).getDataType()));
      }
      given.add(row(cells));
    }
    List<String> names = new ArrayList<>(List.of(Objects.requireNonNull(PLACE.getName())));
    columns.forEach(column -> names.add(column.getName()));
    Table<?> input = DSL.values(given.toArray(RowN[]::new)).as(INPUT, names.toArray(String[]::new));
    return look.sql().select(PLACE, compiled.value().cast(SQLDataType.DOUBLE)).from(input).fetch();
  }
}
