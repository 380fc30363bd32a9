package dev.holdfast.expressions;

import static dev.holdfast.expressions.BuiltIn.either;
import static dev.holdfast.expressions.BuiltIn.function;
import static dev.holdfast.expressions.BuiltIn.takes;
import static dev.holdfast.expressions.ValueType.BOOLEAN;
import static dev.holdfast.expressions.ValueType.DATE;
import static dev.holdfast.expressions.ValueType.INSTANT;
import static dev.holdfast.expressions.ValueType.INTEGER;
import static dev.holdfast.expressions.ValueType.NUMBER;
import static dev.holdfast.expressions.ValueType.TEXT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.nullif;
import static org.jooq.impl.DSL.when;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.holdfast.expressions.BuiltIn.Overload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jooq.Comparator;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The operators: arithmetic, comparison, logic, choice and membership. */
final class Operators {

  private static final Field<String> TOO_LARGE = inline("the result is too large a number");
  private static final Field<String> BY_ZERO = inline("division by zero");

  private Operators() {}

  static List<BuiltIn> all() {
    return List.of(
        function("_+_", "+", Operators::plus, either(arithmetic(), takes(TEXT, TEXT, TEXT))),
        function("_-_", "-", call -> calculate(call, Field::sub, Field::sub), arithmetic()),
        function("_*_", "*", call -> calculate(call, Field::mul, Field::mul), arithmetic()),
        function("_/_", "/", Operators::divide, takes(NUMBER, NUMBER, NUMBER)),
        function("_%_", "%", Operators::remainder, takes(INTEGER, INTEGER, INTEGER)),
        function(
            "-_", "-", Operators::negate, either(takes(INTEGER, INTEGER), takes(NUMBER, NUMBER))),
        function("!_", "!", Operators::negation, takes(BOOLEAN, BOOLEAN)),
        function("_&&_", "&&", Operators::and, takes(BOOLEAN, BOOLEAN, BOOLEAN)),
        function("_||_", "||", Operators::or, takes(BOOLEAN, BOOLEAN, BOOLEAN)),
        function("_?_:_", "? :", Operators::choice, choices()),
        function("_==_", "==", call -> compare(call, Comparator.EQUALS), equalities()),
        function("_!=_", "!=", call -> compare(call, Comparator.NOT_EQUALS), equalities()),
        function("_<_", "<", call -> compare(call, Comparator.LESS), orders()),
        function("_<=_", "<=", call -> compare(call, Comparator.LESS_OR_EQUAL), orders()),
        function("_>_", ">", call -> compare(call, Comparator.GREATER), orders()),
        function("_>=_", ">=", call -> compare(call, Comparator.GREATER_OR_EQUAL), orders()),
        function("@in", "in", Operators::in, memberships()));
  }

  private static List<Overload> arithmetic() {
    return either(takes(INTEGER, INTEGER, INTEGER), takes(NUMBER, NUMBER, NUMBER));
  }

  private static List<Overload> orders() {
    List<Overload> all = new ArrayList<>(takes(BOOLEAN, NUMBER, NUMBER));
    for (ValueType type : List.of(TEXT, DATE, INSTANT)) {
      all.addAll(takes(BOOLEAN, type, type));
    }
    return all;
  }

  private static List<Overload> equalities() {
    List<Overload> all = new ArrayList<>(orders());
    all.addAll(takes(BOOLEAN, BOOLEAN, BOOLEAN));
    for (ValueType type : ValueType.values()) {
      if (!type.takesNull()) {
        all.add(new Overload(List.of(type.celType(), SimpleType.NULL_TYPE), BOOLEAN.celType()));
        all.add(new Overload(List.of(SimpleType.NULL_TYPE, type.celType()), BOOLEAN.celType()));
      }
    }
    return all;
  }

  private static List<Overload> choices() {
    List<List<Overload>> ways = new ArrayList<>();
    CelType flag = BOOLEAN.celType();
    for (ValueType type : ValueType.values()) {
      CelType value = type.celType();
      ways.add(takes(type, BOOLEAN, type, type));
      if (!type.takesNull()) {
        ways.add(
            List.of(
                new Overload(List.of(flag, value, SimpleType.NULL_TYPE), value),
                new Overload(List.of(flag, SimpleType.NULL_TYPE, value), value)));
      }
    }
    @SuppressWarnings({"unchecked", "rawtypes"})
    List<Overload>[] array = ways.toArray(new List[0]);
    return either(array);
  }

  private static List<Overload> memberships() {
    List<Overload> all = new ArrayList<>();
    for (ValueType type : ValueType.values()) {
      all.add(
          new Overload(
              List.of(type.celType(), ListType.create(type.celType())), BOOLEAN.celType()));
    }
    all.add(
        new Overload(
            List.of(NUMBER.celType(), ListType.create(INTEGER.celType())), BOOLEAN.celType()));
    all.add(
        new Overload(
            List.of(INTEGER.celType(), ListType.create(NUMBER.celType())), BOOLEAN.celType()));
    return all;
  }

  private static Term plus(Call call) {
    Term left = call.term(0);
    return left.type() == TEXT
        ? Term.from(TEXT, left.text().concat(call.term(1).text()), left, call.term(1))
        : calculate(call, Field::add, Field::add);
  }

  private static Term calculate(
      Call call, BinaryOperator<Field<Long>> integers, BinaryOperator<Field<Double>> numbers) {
    Term left = call.term(0);
    Term right = call.term(1);
    if (left.type() == INTEGER && right.type() == INTEGER) {
      return attempted(call, integers.apply(left.integer(), right.integer()), left, right);
    }
    return Term.from(NUMBER, numbers.apply(left.number(), right.number()), left, right);
  }

  /** Integer arithmetic that gives null and a problem where 64 bits do not suffice. */
  private static Term attempted(Call call, Field<Long> risky, Term... inputs) {
    Field<Long> tried = call.engine().attempt(risky);
    Condition allThere = DSL.noCondition();
    for (Term input : inputs) {
      allThere = allThere.and(input.sql().isNotNull());
    }
    return Term.failing(INTEGER, tried, when(allThere.and(tried.isNull()), TOO_LARGE), inputs);
  }

  private static Term divide(Call call) {
    Term left = call.term(0);
    Term right = call.term(1);
    return Term.failing(
        NUMBER,
        left.number().div(nullif(right.number(), inline(0.0))),
        when(right.number().eq(inline(0.0)), BY_ZERO),
        left,
        right);
  }

  private static Term remainder(Call call) {
    Term left = call.term(0);
    Term right = call.term(1);
    return Term.failing(
        INTEGER,
        left.integer().mod(nullif(right.integer(), inline(0L))),
        when(right.integer().eq(inline(0L)), BY_ZERO),
        left,
        right);
  }

  private static Term negate(Call call) {
    Term term = call.term(0);
    return term.type() == INTEGER
        ? attempted(call, term.integer().neg(), term)
        : Term.from(NUMBER, term.number().neg(), term);
  }

  private static Term negation(Call call) {
    Term term = call.term(0);
    return Term.from(BOOLEAN, not(term.holds()), term);
  }

  private static Term and(Call call) {
    return both(call, call.term(0).holds().and(call.term(1).holds()), true);
  }

  private static Term or(Call call) {
    return both(call, call.term(0).holds().or(call.term(1).holds()), false);
  }

  /** The right side's problem counts only where the left side does not decide alone. */
  private static Term both(Call call, Condition result, boolean undecided) {
    Term left = call.term(0);
    Field<String> right = call.term(1).problem();
    @Nullable Field<String> counted =
        right == null
            ? null
            : when(coalesce(left.flag(), inline(undecided)).eq(inline(undecided)), right);
    return new Term(BOOLEAN, field(result), Term.firstProblem(List.of(left), counted), null);
  }

  private static Term choice(Call call) {
    Term condition = call.term(0);
    Term yes = call.term(1);
    Term no = call.term(2);
    ValueType type = joint(yes, no);
    Condition taken = condition.holds();
    @Nullable Field<String> branches = null;
    Field<String> none = inline((String) null);
    if (yes.problem() != null || no.problem() != null) {
      branches =
          when(taken, yes.problem() == null ? none : yes.problem())
              .otherwise(no.problem() == null ? none : no.problem());
    }
    return new Term(
        type,
        when(taken, plain(yes.as(type))).otherwise(plain(no.as(type))),
        Term.firstProblem(List.of(condition), branches),
        null);
  }

  /** The type of two branches together. */
  private static ValueType joint(Term left, Term right) {
    ValueType first = left.type();
    ValueType second = right.type();
    if (first == null || second == null) {
      return first != null ? first : second != null ? second : TEXT;
    }
    return first == second ? first : NUMBER;
  }

  private static Term compare(Call call, Comparator comparator) {
    Term left = call.term(0);
    Term right = call.term(1);
    Condition result;
    if (left.isNull() || right.isNull()) {
      Field<?> tested = left.isNull() ? right.sql() : left.sql();
      result = comparator == Comparator.EQUALS ? tested.isNull() : tested.isNotNull();
    } else {
      result = plain(left.sql()).compare(comparator, plain(right.sql()));
    }
    return Term.from(BOOLEAN, result, left, right);
  }

  private static Term in(Call call) {
    Term needle = call.term(0);
    CelExpr list = call.argument(1);
    if (list.getKind() != CelExpr.ExprKind.Kind.LIST) {
      throw call.mistake(1, "after \"in\" comes a list, as in plan in ['pro', 'team']");
    }
    List<Term> elements = list.list().elements().stream().map(call.translator()::term).toList();
    List<Term> inputs = new ArrayList<>(elements);
    inputs.addFirst(needle);
    Condition result =
        elements.isEmpty()
            ? DSL.falseCondition()
            : plain(needle.sql()).in(elements.stream().map(Term::sql).toArray(Field[]::new));
    return Term.from(BOOLEAN, result, inputs.toArray(Term[]::new));
  }

  /** Forgets the Java type: the checker has made sure that the SQL types fit. */
  @SuppressWarnings("unchecked")
  static Field<Object> plain(Field<?> field) {
    return (Field<Object>) field;
  }
}
