package dev.holdfast.expressions;

import static dev.holdfast.expressions.BuiltIn.either;
import static dev.holdfast.expressions.BuiltIn.function;
import static dev.holdfast.expressions.BuiltIn.takes;
import static dev.holdfast.expressions.BuiltIn.takesUpTo;
import static dev.holdfast.expressions.TextFunctions.quoted;
import static dev.holdfast.expressions.TextFunctions.trimmed;
import static dev.holdfast.expressions.ValueType.INTEGER;
import static dev.holdfast.expressions.ValueType.NUMBER;
import static dev.holdfast.expressions.ValueType.TEXT;
import static org.jooq.impl.DSL.floor;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.replace;
import static org.jooq.impl.DSL.tryCast;
import static org.jooq.impl.DSL.when;

import dev.holdfast.warehouse.Engine;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Functions of numbers, and how texts become numbers and money. */
final class NumberFunctions {

  private static final String DECIMAL =
      "^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]{1,3})?$";
  private static final String WHOLE = "^[+-]?[0-9]{1,19}$";

  /** Fifteen digits before the point and ten after it: every real price, exactly. */
  private static final String AMOUNT = "^[+-]?([0-9]{1,15}([.][0-9]{0,10})?|[.][0-9]{1,10})$";

  private static final DataType<BigDecimal> EXACT = SQLDataType.DECIMAL(28, 10);
  private static final double LARGEST_AMOUNT = 1e15;

  private NumberFunctions() {}

  static List<BuiltIn> all() {
    return List.of(
        function(
            "number",
            "number(x) or number(x, ',') or number(x, '.', ',')",
            NumberFunctions::number,
            either(takesUpTo(3, NUMBER, TEXT), takes(NUMBER, NUMBER))),
        function(
            "integer",
            "integer(x)",
            NumberFunctions::integer,
            either(takes(INTEGER, TEXT), takes(INTEGER, NUMBER))),
        function(
            "round",
            "round(x) or round(x, 2)",
            NumberFunctions::round,
            either(takes(INTEGER, NUMBER), takes(NUMBER, NUMBER, INTEGER))),
        function("abs", "abs(x)", NumberFunctions::abs, sameType(1)),
        function(
            "min", "min(x, y)", call -> extreme(call, false), either(sameType(2), sameType(3))),
        function("max", "max(x, y)", call -> extreme(call, true), either(sameType(2), sameType(3))),
        function(
            "money",
            "money(x, 'GBP')",
            NumberFunctions::money,
            either(takes(INTEGER, TEXT, TEXT), takes(INTEGER, NUMBER, TEXT))));
  }

  private static List<BuiltIn.Overload> sameType(int size) {
    ValueType[] integers = new ValueType[size];
    ValueType[] numbers = new ValueType[size];
    java.util.Arrays.fill(integers, INTEGER);
    java.util.Arrays.fill(numbers, NUMBER);
    return either(takes(INTEGER, integers), takes(NUMBER, numbers));
  }

  private static Term number(Call call) {
    Term x = call.term(0);
    if (x.type() != TEXT) {
      return Term.from(NUMBER, x.number(), x);
    }
    Field<String> text = trimmed(x.text());
    Field<String> plain = text;
    Condition written = fits(call.engine(), text, DECIMAL);
    if (call.size() > 1) {
      String thousands = separator(call, 1);
      String point = call.size() > 2 ? separator(call, 2) : ".";
      if (thousands.equals(point)) {
        throw call.mistake(2, "thousands and decimals cannot have the same separator");
      }
      String pattern =
          "^[+-]?([0-9]+|[0-9]{1,3}([%s][0-9]{3})+)([%s][0-9]*)?$".formatted(thousands, point);
      written = fits(call.engine(), text, pattern);
      plain = replace(replace(text, inline(thousands), inline("")), inline(point), inline("."));
    }
    Field<Double> value = tryCast(plain, SQLDataType.DOUBLE);
    Field<Double> finite =
        when(written.and(DSL.abs(value).lt(inline(Double.POSITIVE_INFINITY))), value);
    // A number too large for 64 bits reads as infinite and is refused like any other.
    return converted(NUMBER, finite, x, " is not a number");
  }

  private static String separator(Call call, int i) {
    String separator = call.writtenText(i, "a separator");
    if (!List.of(",", ".", " ", "'", "\u00a0").contains(separator)) {
      throw call.mistake(i, "a separator is a comma, a point, a blank or an apostrophe");
    }
    return separator;
  }

  private static Term integer(Call call) {
    Term x = call.term(0);
    if (x.type() == INTEGER) {
      return Term.from(INTEGER, x.integer(), x);
    }
    if (x.type() == TEXT) {
      Field<String> text = trimmed(x.text());
      Field<Long> value = when(fits(call.engine(), text, WHOLE), tryCast(text, SQLDataType.BIGINT));
      return converted(INTEGER, value, x, " is not a whole number");
    }
    Field<Long> value =
        when(x.number().eq(floor(x.number())), tryCast(x.number(), SQLDataType.BIGINT));
    return converted(INTEGER, value, x, " is not a whole number");
  }

  /** A value made from a text or number, and the problem where it could not be made. */
  static Term converted(ValueType type, Field<?> value, Term x, String wrong) {
    Field<String> shown = x.sql().cast(SQLDataType.VARCHAR);
    return Term.failing(
        type, value, when(x.sql().isNotNull().and(value.isNull()), quoted(shown, wrong)), x);
  }

  static Condition fits(Engine engine, Field<String> text, String pattern) {
    return DSL.condition(engine.matches(text, inline(pattern)));
  }

  private static Term round(Call call) {
    Term x = call.term(0);
    if (call.size() == 1) {
      Field<Long> value = tryCast(DSL.round(x.number()), SQLDataType.BIGINT);
      return converted(INTEGER, value, x, " is too large to be rounded");
    }
    if (!(call.term(1).literal() instanceof Long digits) || digits < 0 || digits > 10) {
      throw call.mistake(1, "the number of digits must be written out, from 0 to 10");
    }
    return Term.from(NUMBER, DSL.round(x.number(), digits.intValue()), x);
  }

  private static Term abs(Call call) {
    Term x = call.term(0);
    return x.type() == INTEGER
        ? Term.from(INTEGER, call.engine().attempt(DSL.abs(x.integer())), x)
        : Term.from(NUMBER, DSL.abs(x.number()), x);
  }

  /** The smallest or largest; null when any of them is null. */
  private static Term extreme(Call call, boolean largest) {
    List<Term> terms = call.terms();
    ValueType type = terms.stream().allMatch(term -> term.type() == INTEGER) ? INTEGER : NUMBER;
    Field<Object> chosen = Operators.plain(terms.getFirst().as(type));
    for (Term term : terms.subList(1, terms.size())) {
      Field<Object> other = Operators.plain(term.as(type));
      chosen =
          largest
              ? when(chosen.ge(other), chosen).when(chosen.lt(other), other)
              : when(chosen.le(other), chosen).when(chosen.gt(other), other);
    }
    return Term.from(type, chosen, terms.toArray(Term[]::new));
  }

  /**
   * An amount in minor units, exact in decimals, a half rounded to the even neighbour.
   *
   * <p>A number (binary) is first read as the decimal it shows with ten digits after the point.
   */
  private static Term money(Call call) {
    Term x = call.term(0);
    String code = call.writtenText(1, "the currency");
    int digits;
    try {
      digits = Math.max(0, Currency.getInstance(code).getDefaultFractionDigits());
    } catch (IllegalArgumentException e) {
      throw call.mistake(1, "'" + code + "' is not an ISO 4217 currency such as GBP");
    }
    Field<BigDecimal> exact;
    if (x.type() == TEXT) {
      Field<String> text = trimmed(x.text());
      exact = when(fits(call.engine(), text, AMOUNT), tryCast(text, EXACT));
    } else {
      exact =
          when(
              DSL.abs(x.number()).lt(inline(LARGEST_AMOUNT)),
              tryCast(x.type() == INTEGER ? x.sql() : x.number(), EXACT));
    }
    Field<BigDecimal> minor =
        exact.mul(inline(BigDecimal.TEN.pow(digits)).cast(SQLDataType.DECIMAL(digits + 1, 0)));
    return converted(INTEGER, halfEven(minor), x, " is not an amount of " + code);
  }

  private static Field<Long> halfEven(Field<BigDecimal> minor) {
    Field<Long> below = floor(minor).cast(SQLDataType.BIGINT);
    Field<BigDecimal> rest = minor.minus(floor(minor));
    Field<BigDecimal> half = inline(new BigDecimal("0.5"));
    Condition up =
        rest.gt(half).or(rest.eq(half).and(DSL.abs(below).mod(inline(2L)).eq(inline(1L))));
    return below.add(when(up, inline(1L)).otherwise(inline(0L)));
  }
}
