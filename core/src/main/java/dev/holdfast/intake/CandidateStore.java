package dev.holdfast.intake;

import static org.jooq.impl.DSL.choose;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.trim;
import static org.jooq.impl.DSL.when;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactColumn;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import dev.holdfast.intake.Plan.ColumnPlan;
import dev.holdfast.intake.Plan.FactPlan;
import dev.holdfast.warehouse.Engine;
import dev.holdfast.warehouse.Staging;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.CaseConditionStep;
import org.jooq.CaseWhenStep;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Turns staged rows into candidates, one query per fact of the mapping, and finds what is wrong.
 */
final class CandidateStore {

  static final Field<Long> ROW_NO = RawStore.ROW_NO;
  static final Field<Integer> PART = field(name("part"), SQLDataType.INTEGER);

  /** By what two candidates, or a candidate and a stored fact, are the same thing. */
  static final Field<String> IDENTITY = field(name("identity"), SQLDataType.VARCHAR);

  static final Field<Long> CONTENT = field(name("content"), SQLDataType.BIGINT);
  static final Field<Integer> PLACE = field(name("place"), SQLDataType.INTEGER);
  static final Field<String> FACT = field(name("fact"), SQLDataType.VARCHAR);
  static final Field<String> FIELD = field(name("field"), SQLDataType.VARCHAR);
  static final Field<String> REASON = field(name("reason"), SQLDataType.VARCHAR);
  private static final Field<Integer> P_PLACE = field(name("p_place"), SQLDataType.INTEGER);
  private static final Field<String> P_FIELD = field(name("p_field"), SQLDataType.VARCHAR);
  private static final Field<String> P_SAYS = field(name("p_says"), SQLDataType.VARCHAR);
  static final Field<String> P_CODE = field(name("p_code"), SQLDataType.VARCHAR);

  /** Places of problems within one part: rules count from 0, references from here on. */
  static final int REFERENCE_PLACE = 900;

  static final int PLACES_PER_PART = 1_000;

  private final Staging staging;
  private final RawStore raw;
  private final Plan plan;
  private final Engine engine;

  CandidateStore(RawStore raw, Plan plan, Engine engine) {
    this.staging = raw.staging();
    this.raw = raw;
    this.plan = plan;
    this.engine = engine;
  }

  static String tableName(FactType type) {
    return "candidate_" + type.word();
  }

  /** Makes the tables and fills them with everything that can be said without stored facts. */
  void fill(FactReader stored) {
    DSLContext sql = staging.sql();
    for (Plan.LookupPlan lookup : plan.lookups()) {
      sql.createTable(staging.table(MappingCompiler.alias(lookup.lookup())))
          .as(DSL.selectFrom(stored.lastState(lookup.lookup().type())))
          .execute();
    }
    sql.createTable(staging.table("problem"))
        .columns(ROW_NO, PLACE, FACT, FIELD, RawStore.CODE, RawStore.SAYS)
        .execute();
    fillSkipped(sql);
    for (FactType type : plan.byType().keySet()) {
      sql.createTable(staging.table(tableName(type))).columns(columns(type)).execute();
    }
    for (FactPlan fact : plan.facts()) {
      fill(sql, fact);
    }
    for (FactType type : plan.byType().keySet()) {
      sql.insertInto(staging.table("problem"))
          .select(
              select(
                      ROW_NO,
                      PART.mul(PLACES_PER_PART).add(P_PLACE),
                      inline(type.word()),
                      P_FIELD,
                      P_CODE,
                      P_SAYS)
                  .from(staging.table(tableName(type)))
                  .where(P_CODE.isNotNull()))
          .execute();
    }
  }

  private void fillSkipped(DSLContext sql) {
    sql.createTable(staging.table("skipped"))
        .as(select(ROW_NO, plan.skipReason().as(REASON)).from(raw.table()).where(plan.skip()))
        .execute();
    plan.skipProblem()
        .ifPresent(problem ->
            sql.insertInto(staging.table("problem"))
                .select(
                    select(
                            ROW_NO,
                            inline(0),
                            inline((String) null),
                            inline("skip"),
                            inline("unreadable"),
                            problem)
                        .from(raw.table())
                        .where(plan.skip().not())
                        .and(problem.isNotNull()))
                .execute());
  }

  private static List<Field<?>> columns(FactType type) {
    List<Field<?>> columns = new ArrayList<>();
    columns.addAll(List.of(ROW_NO, PART, IDENTITY, CONTENT));
    columns.addAll(List.of(CommonColumns.FACT_ID, CommonColumns.OCCURRED_AT));
    type.columns().forEach(column -> columns.add(column.field()));
    columns.addAll(List.of(P_PLACE, P_FIELD, P_CODE, P_SAYS));
    return columns;
  }

  /** What is wrong with a candidate: the first of these that holds. */
  private record Rule(String field, String code, Condition broken, Field<String> says) {}

  private void fill(DSLContext sql, FactPlan fact) {
    List<SelectField<?>> inner = new ArrayList<>();
    List<Rule> rules = new ArrayList<>();
    inner.add(ROW_NO);
    fact.whenProblem().ifPresent(p -> unreadable("when", p, inner, rules));
    Field<String> factId = field(name("v_fact_id"), SQLDataType.VARCHAR);
    fact.factId()
        .ifPresent(value -> {
          inner.add(value.sql().as(factId));
          value.problem().ifPresent(p -> unreadable("fact_id", p, inner, rules));
          rules.add(missing("fact_id", blank(factId), ""));
        });
    Field<LocalDateTime> occurredAt = field(name("v_occurred_at"), SQLDataType.LOCALDATETIME);
    fact.occurredAt()
        .ifPresent(value -> {
          inner.add(value.sql().as(occurredAt));
          value.problem().ifPresent(p -> unreadable("occurred_at", p, inner, rules));
          rules.add(missing("occurred_at", occurredAt.isNull(), ""));
        });
    for (ColumnPlan column : fact.columns()) {
      inner.add(column.value().sql().as(value(column.column())));
      column.value().problem().ifPresent(p -> unreadable(column.column().name(), p, inner, rules));
    }
    fact.columns().forEach(column -> rules.addAll(rulesOf(column)));
    for (Plan.CheckPlan check : fact.checks()) {
      Field<String> broken = problem(inner.size());
      inner.add(check.broken().as(broken));
      rules.add(new Rule(check.field(), check.code(), broken.isNotNull(), broken));
    }

    List<Field<?>> outer = new ArrayList<>();
    outer.add(ROW_NO);
    outer.add(inline(fact.part()));
    boolean byId = fact.factId().isPresent();
    boolean timed = fact.occurredAt().isPresent();
    Field<LocalDateTime> when =
        timed ? occurredAt : inline((Object) null).cast(SQLDataType.LOCALDATETIME);
    outer.add(byId ? factId : stateIdentity(fact.type(), timed, when));
    List<Field<?>> content = new ArrayList<>();
    content.add(when);
    fact.columns().forEach(column -> content.add(value(column.column())));
    outer.add(engine.fingerprint(content));
    outer.add(byId ? factId : inline((Object) null).cast(SQLDataType.VARCHAR));
    outer.addAll(content);
    outer.addAll(problemColumns(rules));
    Table<?> made = DSL.select(inner).from(source()).where(made(fact)).asTable("made");
    // The rules are tried in a step of its own, so that the engine tries each of them once a row.
    Table<?> judged =
        select(DSL.asterisk(), firstBroken(rules).as(P_PLACE)).from(made).asTable("judged");
    sql.insertInto(staging.table(tableName(fact.type())))
        .select(select(outer).from(judged))
        .execute();
  }

  private Condition made(FactPlan fact) {
    Condition made =
        fact.when().or(fact.whenProblem().map(Field::isNotNull).orElse(DSL.falseCondition()));
    return plan.skip().not().and(fact.when().equals(noCondition()) ? noCondition() : made);
  }

  private Table<?> source() {
    Table<?> source = raw.table().as("row");
    for (Plan.LookupPlan lookup : plan.lookups()) {
      String alias = MappingCompiler.alias(lookup.lookup());
      source =
          source
              .leftJoin(staging.table(alias).as(alias))
              .on(
                  field(
                          name(alias, lookup.lookup().type().stateKey().orElseThrow()),
                          SQLDataType.VARCHAR)
                      .eq(lookup.key()));
    }
    return source;
  }

  private static Field<String> stateIdentity(
      FactType type, boolean timed, Field<LocalDateTime> when) {
    Field<String> key = field(name("v_" + type.stateKey().orElseThrow()), SQLDataType.VARCHAR);
    return timed ? concat(key, inline("@"), when.cast(SQLDataType.VARCHAR)) : key;
  }

  private static void unreadable(
      String name, Field<String> problem, List<SelectField<?>> inner, List<Rule> rules) {
    Field<String> alias = problem(inner.size());
    inner.add(problem.as(alias));
    rules.add(new Rule(name, "unreadable", alias.isNotNull(), alias));
  }

  private static Rule missing(String name, Condition absent, String from) {
    return new Rule(
        name,
        "missing",
        absent,
        inline(name + " is missing" + (from.isEmpty() ? "" : " (from " + from + ")")));
  }

  private static List<Rule> rulesOf(ColumnPlan plan) {
    FactColumn column = plan.column();
    String name = column.name();
    Field<?> value = value(column);
    List<Rule> rules = new ArrayList<>();
    if (column.required()) {
      boolean text = column.kind() == FactColumn.Kind.TEXT;
      rules.add(missing(name, text ? blank(value) : value.isNull(), plan.from()));
    }
    if (column.kind() == FactColumn.Kind.CHOICE) {
      Field<String> word = value.coerce(SQLDataType.VARCHAR);
      rules.add(
          new Rule(
              name,
              "not_a_choice",
              word.notIn(column.choices().stream().map(DSL::inline).toList()),
              concat(
                  inline("'"),
                  DSL.left(word, 60),
                  inline("' is not one of " + String.join(", ", column.choices())))));
    }
    column
        .atLeast()
        .ifPresent(least ->
            rules.add(
                new Rule(
                    name,
                    "out_of_range",
                    value.coerce(SQLDataType.BIGINT).lt(inline(least)),
                    concat(
                        text(value), inline(" is too small: at least " + least + " is needed")))));
    column
        .notBefore()
        .ifPresent(other -> {
          Field<?> start = field(name("v_" + other), SQLDataType.LOCALDATE);
          rules.add(
              new Rule(
                  name,
                  "wrong_order",
                  value.coerce(SQLDataType.LOCALDATE).lt(start.coerce(SQLDataType.LOCALDATE)),
                  concat(text(value), inline(" lies before " + other + " "), text(start))));
        });
    if (!column.between().isEmpty()) {
      Field<Long> number = value.coerce(SQLDataType.BIGINT);
      Field<Long> low = field(name("v_" + column.between().get(0)), SQLDataType.BIGINT);
      Field<Long> high = field(name("v_" + column.between().get(1)), SQLDataType.BIGINT);
      rules.add(
          new Rule(
              name,
              "out_of_range",
              number.lt(low).or(number.gt(high)),
              concat(
                  text(number),
                  inline(" does not lie between "),
                  text(low),
                  inline(" and "),
                  text(high))));
    }
    return rules;
  }

  /** The place of the first rule that is broken; null when none is. */
  private static Field<Integer> firstBroken(List<Rule> rules) {
    CaseConditionStep<Integer> steps = when(rules.getFirst().broken(), inline(0));
    for (int place = 1; place < rules.size(); place++) {
      steps = steps.when(rules.get(place).broken(), inline(place));
    }
    return steps;
  }

  private static List<Field<?>> problemColumns(List<Rule> rules) {
    return List.of(
        P_PLACE,
        ofBroken(rules, rule -> inline(rule.field())),
        ofBroken(rules, rule -> inline(rule.code())),
        ofBroken(rules, Rule::says));
  }

  /** Something said of the rule that is broken. */
  private static Field<String> ofBroken(List<Rule> rules, Function<Rule, Field<String>> said) {
    CaseWhenStep<Integer, String> steps = choose(P_PLACE).when(inline(0), said.apply(rules.get(0)));
    for (int place = 1; place < rules.size(); place++) {
      steps = steps.when(inline(place), said.apply(rules.get(place)));
    }
    return steps;
  }

  private static Condition blank(Field<?> value) {
    return value.isNull().or(trim(value.coerce(SQLDataType.VARCHAR)).eq(inline("")));
  }

  private static Field<String> text(Field<?> value) {
    return coalesce(value.cast(SQLDataType.VARCHAR), inline("nothing"));
  }

  private static Field<?> value(FactColumn column) {
    return field(name("v_" + column.name()), column.kind().dataType());
  }

  private static Field<String> problem(int number) {
    return field(name("p_" + number), SQLDataType.VARCHAR);
  }
}
