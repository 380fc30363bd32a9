package dev.holdfast.intake;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.when;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.expressions.Compiled;
import dev.holdfast.expressions.Expressions;
import dev.holdfast.expressions.Scope;
import dev.holdfast.expressions.ValueType;
import dev.holdfast.expressions.Variable;
import dev.holdfast.facts.FactColumn;
import dev.holdfast.facts.FactType;
import dev.holdfast.intake.Mapping.FactRule;
import dev.holdfast.intake.Mapping.Lookup;
import dev.holdfast.intake.Plan.CheckPlan;
import dev.holdfast.intake.Plan.ColumnPlan;
import dev.holdfast.intake.Plan.FactPlan;
import dev.holdfast.intake.Plan.LookupPlan;
import dev.holdfast.intake.Plan.Value;
import dev.holdfast.warehouse.Engine;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Compiles the expressions of a mapping against the columns of a file. */
final class MappingCompiler {

  /** Name in expressions of an id for rows that have none. */
  static final String ROW_HASH = "row_hash";

  private final Mapping mapping;
  private final Engine engine;
  private final Scope row;
  private final Scope all;

  private MappingCompiler(Mapping mapping, RawStore raw, Engine engine) {
    this.mapping = mapping;
    this.engine = engine;
    this.row =
        Scope.rawRow(new TreeSet<>(raw.columns()), raw::column)
            .on(engine)
            .with(List.of(new Variable(ROW_HASH, ValueType.TEXT, raw.hash(engine))));
    this.all = row.with(lookupVariables(mapping.lookups()));
  }

  static Plan compile(Mapping mapping, RawStore raw, Engine engine) {
    return new MappingCompiler(mapping, raw, engine).plan();
  }

  /** Alias of a lookup's table in the query. */
  static String alias(Lookup lookup) {
    return "lookup_" + lookup.name();
  }

  private static List<Variable> lookupVariables(List<Lookup> lookups) {
    List<Variable> variables = new ArrayList<>();
    for (Lookup lookup : lookups) {
      String key = lookup.type().stateKey().orElseThrow();
      variables.add(
          new Variable(
              lookup.name() + ".found",
              ValueType.BOOLEAN,
              field(field(name(alias(lookup), key)).isNotNull())));
      variables.add(
          new Variable(
              lookup.name() + ".occurred_at",
              ValueType.INSTANT,
              field(name(alias(lookup), "occurred_at"), SQLDataType.LOCALDATETIME)));
      for (FactColumn column : lookup.type().columns()) {
        variables.add(
            new Variable(
                lookup.name() + "." + column.name(),
                type(column.kind()),
                field(name(alias(lookup), column.name()), column.kind().dataType())));
      }
    }
    return variables;
  }

  private Plan plan() {
    Condition skip = DSL.falseCondition();
    List<Field<String>> reasons = new ArrayList<>();
    List<Field<String>> problems = new ArrayList<>();
    for (Mapping.Skip rule : mapping.skips()) {
      Compiled compiled = within("skip", () -> flag(rule.when(), row));
      skip = skip.or(compiled.condition());
      reasons.add(when(compiled.condition(), inline(rule.says())));
      compiled.problem().ifPresent(problems::add);
    }
    List<LookupPlan> lookups = new ArrayList<>();
    for (Lookup lookup : mapping.lookups()) {
      Compiled key =
          within(
              "lookups." + lookup.name(),
              () -> Expressions.compile(lookup.key(), row, ValueType.TEXT));
      lookups.add(new LookupPlan(lookup, key.value().coerce(SQLDataType.VARCHAR)));
    }
    List<FactPlan> facts = new ArrayList<>();
    for (FactRule rule : mapping.facts()) {
      facts.add(fact(facts.size() + 1, rule));
    }
    Plan plan = new Plan(skip, first(reasons), problem(problems), lookups, facts);
    plan.byType().forEach(MappingCompiler::demandOneWayOfKnowing);
    return plan;
  }

  /** Facts of one type are all known by an id, or all by their content. */
  private static void demandOneWayOfKnowing(FactType type, List<FactPlan> facts) {
    boolean mixed =
        facts.stream().map(fact -> fact.factId().isPresent()).distinct().count() > 1
            || facts.stream().map(fact -> fact.occurredAt().isPresent()).distinct().count() > 1;
    if (mixed) {
      throw new HoldfastException(
          ErrorCode.BAD_DEFINITION,
          "The facts of type "
              + type.word()
              + " must all give fact_id and occurred_at, or all leave them out");
    }
  }

  private FactPlan fact(int part, FactRule rule) {
    String where = rule.type().word();
    Optional<Compiled> condition =
        rule.when().map(cel -> within(where + ".when", () -> flag(cel, all)));
    return new FactPlan(
        part,
        rule.type(),
        condition.map(Compiled::condition).orElse(noCondition()),
        condition.flatMap(Compiled::problem),
        rule.factId().map(cel -> value(where + ".fact_id", cel, ValueType.TEXT)),
        rule.occurredAt().map(cel -> occurredAt(where + ".occurred_at", cel)),
        columns(rule),
        rule.references(),
        rule.checks().stream().map(check -> check(where, check)).toList());
  }

  private List<ColumnPlan> columns(FactRule rule) {
    List<ColumnPlan> columns = new ArrayList<>();
    for (FactColumn column : rule.type().columns()) {
      String where = rule.type().word() + "." + column.name();
      if (column.kind() == FactColumn.Kind.ATTRIBUTES) {
        Map<String, String> members = rule.attributes().getOrDefault(column.name(), Map.of());
        columns.add(new ColumnPlan(column, attributes(where, members), ""));
      } else if (rule.fields().containsKey(column.name())) {
        String cel = String.valueOf(rule.fields().get(column.name()));
        Compiled compiled = within(where, () -> Expressions.compile(cel, all, type(column.kind())));
        Field<?> sql =
            column.kind() == FactColumn.Kind.CHOICE
                ? DSL.lower(compiled.value().coerce(SQLDataType.VARCHAR))
                : compiled.value();
        columns.add(
            new ColumnPlan(
                column,
                new Value(sql, compiled.problem()),
                compiled.variables().stream().sorted().collect(Collectors.joining(", "))));
      } else {
        columns.add(
            new ColumnPlan(
                column,
                new Value(inline((Object) null).cast(column.kind().dataType()), Optional.empty()),
                ""));
      }
    }
    return columns;
  }

  private Value attributes(String where, Map<String, String> members) {
    Map<String, Field<String>> texts = new LinkedHashMap<>();
    List<Field<String>> problems = new ArrayList<>();
    new TreeMap<>(members)
        .forEach((member, cel) -> {
          Compiled compiled = within(where + "." + member, () -> Expressions.compile(cel, all));
          texts.put(member, compiled.value().cast(SQLDataType.VARCHAR));
          compiled.problem().ifPresent(problems::add);
        });
    return new Value(engine.jsonObject(texts), problem(problems));
  }

  private Value value(String where, String cel, ValueType type) {
    Compiled compiled = within(where, () -> Expressions.compile(cel, all, type));
    return new Value(compiled.value(), compiled.problem());
  }

  /** A date begins at its midnight in the mapping's zone. */
  private Value occurredAt(String where, String cel) {
    Compiled compiled = within(where, () -> Expressions.compile(cel, all));
    return switch (compiled.type()) {
      case INSTANT -> new Value(compiled.value(), compiled.problem());
      case DATE -> {
        Field<LocalDateTime> midnight = compiled.value().cast(SQLDataType.LOCALDATETIME);
        yield new Value(engine.toUtc(midnight, mapping.zone()), compiled.problem());
      }
      case TEXT, INTEGER, NUMBER, BOOLEAN ->
          throw new HoldfastException(
              ErrorCode.BAD_DEFINITION,
              where
                  + ": `"
                  + cel
                  + "` must be a date or an instant: use date(...) or instant(...)");
    };
  }

  private CheckPlan check(String where, Mapping.Check check) {
    Compiled rule = within(where + ".checks." + check.field(), () -> flag(check.rule(), all));
    Field<String> broken = when(rule.condition().not(), inline(check.says()));
    return new CheckPlan(
        check.field(),
        check.code(),
        rule.problem().map(problem -> coalesce(problem, broken)).orElse(broken));
  }

  private static Compiled flag(String cel, Scope scope) {
    return Expressions.compile(cel, scope, ValueType.BOOLEAN);
  }

  private static ValueType type(FactColumn.Kind kind) {
    return switch (kind) {
      case TEXT, CHOICE, ATTRIBUTES -> ValueType.TEXT;
      case INTEGER -> ValueType.INTEGER;
      case BOOLEAN -> ValueType.BOOLEAN;
      case DATE -> ValueType.DATE;
      case INSTANT -> ValueType.INSTANT;
    };
  }

  private static Optional<Field<String>> problem(List<Field<String>> problems) {
    return problems.isEmpty() ? Optional.empty() : Optional.of(first(problems));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Field<String> first(List<Field<String>> texts) {
    return switch (texts.size()) {
      case 0 -> inline((String) null).cast(SQLDataType.VARCHAR);
      case 1 -> texts.getFirst();
      default -> coalesce(texts.getFirst(), texts.subList(1, texts.size()).toArray(new Field[0]));
    };
  }

  /** Names the place in the mapping where an expression has a mistake. */
  private static Compiled within(String where, java.util.function.Supplier<Compiled> compile) {
    try {
      return compile.get();
    } catch (HoldfastException e) {
      throw new HoldfastException(e.code(), where + ": " + e.getMessage(), e);
    }
  }
}
