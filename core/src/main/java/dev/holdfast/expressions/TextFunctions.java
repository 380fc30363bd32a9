package dev.holdfast.expressions;

import static dev.holdfast.expressions.BuiltIn.either;
import static dev.holdfast.expressions.BuiltIn.function;
import static dev.holdfast.expressions.BuiltIn.member;
import static dev.holdfast.expressions.BuiltIn.takes;
import static dev.holdfast.expressions.ValueType.BOOLEAN;
import static dev.holdfast.expressions.ValueType.DATE;
import static dev.holdfast.expressions.ValueType.INTEGER;
import static dev.holdfast.expressions.ValueType.TEXT;
import static org.jooq.impl.DSL.charLength;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.nullif;
import static org.jooq.impl.DSL.position;
import static org.jooq.impl.DSL.replace;
import static org.jooq.impl.DSL.right;
import static org.jooq.impl.DSL.trim;
import static org.jooq.impl.DSL.upper;
import static org.jooq.impl.DSL.when;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.holdfast.expressions.BuiltIn.Overload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.CaseConditionStep;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Functions of texts, and the choices that work on every type. */
final class TextFunctions {

  /**
   * What {@code trim} removes and {@code blank} overlooks: blanks, tabs, line ends, hard blanks.
   */
  private static final Field<String> BLANKS = inline(" \t\r\n\u00a0");

  private static final int SHOWN = 60;

  private TextFunctions() {}

  static List<BuiltIn> all() {
    return List.of(
        member(
            "startsWith",
            "x.startsWith('a')",
            TextFunctions::startsWith,
            takes(BOOLEAN, TEXT, TEXT)),
        member("endsWith", "x.endsWith('a')", TextFunctions::endsWith, takes(BOOLEAN, TEXT, TEXT)),
        member("contains", "x.contains('a')", TextFunctions::contains, takes(BOOLEAN, TEXT, TEXT)),
        member(
            "matches",
            "x.matches('^A-[0-9]+$')",
            TextFunctions::matches,
            takes(BOOLEAN, TEXT, TEXT)),
        member("size", "size(x)", TextFunctions::size, takes(INTEGER, TEXT)),
        member("trim", "trim(x)", TextFunctions::trimmed, takes(TEXT, TEXT)),
        member(
            "lower", "lower(x)", call -> same(call, lower(call.term(0).text())), takes(TEXT, TEXT)),
        member(
            "upper", "upper(x)", call -> same(call, upper(call.term(0).text())), takes(TEXT, TEXT)),
        member(
            "replace",
            "x.replace('a', 'b')",
            TextFunctions::replaced,
            takes(TEXT, TEXT, TEXT, TEXT)),
        member(
            "splitPart",
            "x.splitPart('-', 1)",
            TextFunctions::splitPart,
            takes(TEXT, TEXT, TEXT, INTEGER)),
        member("blank", "blank(x)", TextFunctions::blank, takes(BOOLEAN, TEXT)),
        function(
            "text",
            "text(x)",
            call -> same(call, call.term(0).sql().cast(SQLDataType.VARCHAR)),
            either(
                takes(TEXT, TEXT), takes(TEXT, INTEGER), takes(TEXT, BOOLEAN), takes(TEXT, DATE))),
        function("lookup", "lookup(x, {'a': 'b'}, 'otherwise')", TextFunctions::lookup, lookups()),
        function("coalesce", "coalesce(x, y)", TextFunctions::coalesced, coalesces()));
  }

  private static Term same(Call call, Field<String> sql) {
    return Term.from(TEXT, sql, call.term(0));
  }

  private static Term startsWith(Call call) {
    Term x = call.term(0);
    Term start = call.term(1);
    return Term.from(BOOLEAN, left(x.text(), charLength(start.text())).eq(start.text()), x, start);
  }

  private static Term endsWith(Call call) {
    Term x = call.term(0);
    Term end = call.term(1);
    return Term.from(BOOLEAN, right(x.text(), charLength(end.text())).eq(end.text()), x, end);
  }

  private static Term contains(Call call) {
    Term x = call.term(0);
    Term part = call.term(1);
    return Term.from(BOOLEAN, position(x.text(), part.text()).gt(0), x, part);
  }

  private static Term matches(Call call) {
    String pattern = call.writtenText(1, "the pattern of matches");
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw call.mistake(1, "'" + pattern + "' is not a pattern: " + e.getDescription());
    }
    Term x = call.term(0);
    return Term.from(BOOLEAN, call.engine().matches(x.text(), inline(pattern)), x);
  }

  private static Term size(Call call) {
    Term x = call.term(0);
    return Term.from(INTEGER, charLength(x.text()).cast(SQLDataType.BIGINT), x);
  }

  private static Term trimmed(Call call) {
    return same(call, trimmed(call.term(0).text()));
  }

  static Field<String> trimmed(Field<String> text) {
    return trim(text, BLANKS);
  }

  private static Term replaced(Call call) {
    Term x = call.term(0);
    Term old = call.term(1);
    Term fresh = call.term(2);
    return Term.from(TEXT, replace(x.text(), old.text(), fresh.text()), x, old, fresh);
  }

  private static Term splitPart(Call call) {
    String separator = call.writtenText(1, "the separator of splitPart");
    if (separator.isEmpty()) {
      throw call.mistake(1, "the separator of splitPart must not be empty");
    }
    if (!(call.term(2).literal() instanceof Long number) || number < 1 || number > 1000) {
      throw call.mistake(2, "the number of the part must be written out; the first part is 1");
    }
    Term x = call.term(0);
    return same(
        call,
        nullif(
            field(
                "split_part({0}, {1}, {2})",
                SQLDataType.VARCHAR, x.text(), inline(separator), inline(number.intValue())),
            inline("")));
  }

  private static Term blank(Call call) {
    Term x = call.term(0);
    Condition blank = x.sql().isNull().or(trimmed(x.text()).eq(inline("")));
    return Term.from(BOOLEAN, blank, x);
  }

  private static List<Overload> lookups() {
    List<Overload> all = new ArrayList<>();
    CelType text = TEXT.celType();
    for (ValueType type : ValueType.values()) {
      CelType value = type.celType();
      all.add(new Overload(List.of(text, MapType.create(text, value)), value));
      all.add(new Overload(List.of(text, MapType.create(text, value), value), value));
    }
    return all;
  }

  private static Term lookup(Call call) {
    CelExpr map = call.argument(1);
    if (map.getKind() != CelExpr.ExprKind.Kind.MAP || map.map().entries().isEmpty()) {
      throw call.mistake(1, "the list of a lookup must be written out: {'from': 'to', ...}");
    }
    Map<String, Term> entries = new LinkedHashMap<>();
    for (CelExpr.CelMap.Entry entry : map.map().entries()) {
      if (!(call.translator().term(entry.key()).literal() instanceof String key)) {
        throw call.mistake(1, "the keys of a lookup must be written out in quotes");
      }
      Term value = call.translator().term(entry.value());
      if (value.problem() != null) {
        throw call.mistake(1, "the values of a lookup must not need a conversion that can fail");
      }
      if (entries.put(key, value) != null) {
        throw call.mistake(1, "'" + key + "' is there twice");
      }
    }
    return lookup(call, entries);
  }

  private static Term lookup(Call call, Map<String, Term> entries) {
    Term x = call.term(0);
    ValueType type =
        java.util.Objects.requireNonNullElse(entries.values().iterator().next().type(), TEXT);
    @Nullable CaseConditionStep<Object> steps = null;
    for (Map.Entry<String, Term> entry : entries.entrySet()) {
      Condition found = x.text().eq(inline(entry.getKey()));
      Field<Object> value = Operators.plain(entry.getValue().as(type));
      steps = steps == null ? when(found, value) : steps.when(found, value);
    }
    java.util.Objects.requireNonNull(steps);
    if (call.size() == 3) {
      Term otherwise = call.term(2);
      Field<String> needed =
          otherwise.problem() == null
              ? null
              : when(unknown(x, entries).or(x.sql().isNull()), otherwise.problem());
      return new Term(
          type,
          steps.otherwise(Operators.plain(otherwise.as(type))),
          Term.firstProblem(List.of(x), needed),
          null);
    }
    String known =
        entries.keySet().stream().limit(12).collect(Collectors.joining(", "))
            + (entries.size() > 12 ? ", ..." : "");
    return Term.failing(
        type, steps, when(unknown(x, entries), quoted(x.text(), " is not one of " + known)), x);
  }

  private static Condition unknown(Term x, Map<String, Term> entries) {
    return x.text()
        .notIn(entries.keySet().stream().map(org.jooq.impl.DSL::inline).toArray(Field[]::new));
  }

  private static List<Overload> coalesces() {
    List<List<Overload>> ways = new ArrayList<>();
    for (ValueType type : ValueType.values()) {
      for (int size = 2; size <= 4; size++) {
        ValueType[] parameters = new ValueType[size];
        java.util.Arrays.fill(parameters, type);
        ways.add(takes(type, parameters));
      }
    }
    @SuppressWarnings({"unchecked", "rawtypes"})
    List<Overload>[] array = ways.toArray(new List[0]);
    return either(array);
  }

  private static Term coalesced(Call call) {
    List<Term> terms = call.terms();
    ValueType type =
        terms.stream().allMatch(term -> term.type() == terms.getFirst().type())
            ? java.util.Objects.requireNonNullElse(terms.getFirst().type(), TEXT)
            : ValueType.NUMBER;
    List<Field<String>> problems = new ArrayList<>();
    Condition stillNull = org.jooq.impl.DSL.noCondition();
    for (Term term : terms) {
      if (term.problem() != null) {
        problems.add(
            term.equals(terms.getFirst()) ? term.problem() : when(stillNull, term.problem()));
      }
      stillNull = stillNull.and(term.sql().isNull());
    }
    Field<Object> first = Operators.plain(terms.getFirst().as(type));
    @SuppressWarnings({"unchecked", "rawtypes"})
    Field<Object>[] rest =
        terms.stream().skip(1).map(term -> Operators.plain(term.as(type))).toArray(Field[]::new);
    return new Term(type, firstOf(first, rest), Term.firstOf(problems), null);
  }

  private static <T> Field<T> firstOf(Field<T> first, Field<T>[] rest) {
    return coalesce(first, rest);
  }

  /** The start of a text in quotes, and what is wrong with it. */
  static Field<String> quoted(Field<String> text, String wrong) {
    return concat(inline("'"), left(text, SHOWN), inline("'" + wrong));
  }
}
