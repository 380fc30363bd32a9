package dev.holdfast.metrics;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period;
import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.FactReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.Table;
import org.jooq.conf.RenderOptionalKeyword;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Answers what a metric was, over any period and by any dimension, with the rows behind it. */
public final class Metrics {

  /** More steps than a page can show or a query should compare. */
  private static final int MOST_STEPS = 1000;

  private static final Comparator<Group> IN_ORDER =
      Comparator.comparingInt(Group::step).thenComparing(Group::dimensions, Metrics::compare);

  private final FactLog log;
  private volatile ContractCatalogue catalogue;
  private final RollupSettings settings;

  /** Reads the relations that {@link Rollups} keeps with the same settings. */
  public Metrics(FactLog log, ContractCatalogue catalogue, RollupSettings settings) {
    this.log = log;
    this.catalogue = catalogue;
    this.settings = settings;
  }

  public ContractCatalogue catalogue() {
    return catalogue;
  }

  /** The same with other contracts, to try them out. */
  Metrics with(ContractCatalogue others) {
    return new Metrics(log, others, settings);
  }

  /** Takes other contracts from now on. */
  void use(ContractCatalogue others) {
    this.catalogue = others;
  }

  /**
   * The values of a metric, by step and then by dimension. Every step has a value for every group
   * that occurs in any of them; a step without data says so. When there are no rows at all, there
   * is one value without dimensions for each step.
   *
   * @throws HoldfastException {@code NOT_FOUND} for an unknown metric or variant, {@code
   *     BAD_REQUEST} or {@code BAD_DEFINITION} for a dimension or condition that makes no sense
   */
  public List<MetricValue> evaluate(MetricRequest request) {
    return read(request, Metrics::values);
  }

  /**
   * The values over as long a time just before the request's period and over the period itself, in
   * this order, whatever the request's grain.
   *
   * @throws HoldfastException as {@link #evaluate}
   */
  public List<MetricValue> withTimeBefore(MetricRequest request) {
    Period period = period(catalogue.contract(request.metric()), request.period());
    Period before =
        new Period(period.from().minusDays(period.days()), period.from(), period.zone());
    return read(request, List.of(before, period), Metrics::values);
  }

  private static List<MetricValue> values(Question question) {
    List<Answer> answers = Evaluation.of(question.definition().estimator()).answers(question);
    Relation source = Relations.named(question.definition().source());
    Optional<Instant> freshness = source.freshness(question.reading());
    return complete(question, answers).stream()
        .map(answer -> value(question, answer, freshness.orElse(null)))
        .toList();
  }

  /** The rows that the values of a request are made of. */
  public Rows rows(MetricRequest request, int limit) {
    if (limit < 1) {
      throw new HoldfastException(ErrorCode.BAD_REQUEST, "limit must be 1 or more");
    }
    return read(
        request,
        question -> Evaluation.of(question.definition().estimator()).rows(question, limit));
  }

  /**
   * The survival curves behind a request, by step and then by dimension.
   *
   * @throws HoldfastException {@code BAD_REQUEST} when the metric does not rest on survival curves
   */
  public List<SurvivalCurve> survivalCurves(MetricRequest request) {
    return read(
        request,
        question -> {
          if (question.definition().estimator() instanceof LedgerEstimator.Survival) {
            return SurvivalEvaluation.curves(question);
          }
          throw new HoldfastException(
              ErrorCode.BAD_REQUEST, "'" + request.metric() + "' does not rest on survival curves");
        });
  }

  /**
   * Holds a variant of a metric against another one: both numbers over the whole period, and the
   * accounts that make the difference.
   *
   * @param other name of the other variant; null for the contract's first
   * @param most how many accounts are shown
   * @throws HoldfastException {@code BAD_REQUEST} when the variants have different units, so that a
   *     difference means nothing
   */
  public VariantDifference difference(MetricRequest request, @Nullable String other, int most) {
    Contract contract = catalogue.contract(request.metric());
    Definition one = contract.definition(request.variant());
    Definition two = contract.definition(other);
    if (!one.unit().equals(two.unit())) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          String.format(
              "'%s' is in %s and '%s' in %s; compare variants that have one unit",
              one.variant().name(), one.unit(), two.variant().name(), two.unit()));
    }
    MetricRequest whole = request.grain(Period.Grain.TOTAL).by(new String[0]);
    MetricValue value = evaluate(whole).getFirst();
    MetricValue otherValue = evaluate(whole.variant(two.variant().name())).getFirst();
    if (value.value().isEmpty() || otherValue.value().isEmpty()) {
      return new VariantDifference(
          value, otherValue, List.of(), false, 0, "One of both has no value: nothing to explain.");
    }
    VariantComparison.Side side = side(whole, value);
    VariantComparison.Side otherSide = side(whole.variant(two.variant().name()), otherValue);
    List<VariantDifference.Part> parts = VariantComparison.parts(side, otherSide);
    boolean exact = VariantComparison.isExact(side, otherSide);
    return new VariantDifference(
        value,
        otherValue,
        parts.stream().limit(most).toList(),
        exact,
        parts.size(),
        exact
            ? null
            : "Neither is a sum over accounts (a median or a model): the parts say who weighs how"
                + " much, and need not add up.");
  }

  private VariantComparison.Side side(MetricRequest whole, MetricValue value) {
    List<Answer> answers =
        read(
            whole.by("account_id"),
            question ->
                Evaluation.of(question.definition().estimator()).answers(question).stream()
                    .filter(answer -> !answer.dimensions().isEmpty())
                    .toList());
    return new VariantComparison.Side(value.estimate(), VariantComparison.byAccount(answers));
  }

  /**
   * Whether the situation matters: the metric's rows by weekday, hour, holiday and the like, each
   * beside all other rows of the whole period.
   *
   * @throws HoldfastException {@code BAD_REQUEST} when the metric's rows have no outcome each, or
   *     when steps or dimensions are asked for
   */
  public ContextTable context(MetricRequest request) {
    if (request.grain() != Period.Grain.TOTAL || !request.by().isEmpty()) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "Situations are compared over a whole period and without dimensions; narrow it down with"
              + " a condition instead");
    }
    return read(request, ContextEvaluation::table);
  }

  /** The SQL that answers a request. */
  public String query(MetricRequest request) {
    Settings readable =
        new Settings()
            .withRenderFormatted(true)
            .withRenderOptionalAsKeywordForFieldAliases(RenderOptionalKeyword.ON)
            .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED);
    return read(
        request,
        question -> {
          List<Query> statements =
              Evaluation.of(question.definition().estimator()).statements(question);
          return statements.stream()
              .map(DSL.using(log.warehouse().engine().dialect(), readable)::renderInlined)
              .collect(Collectors.joining(";\n\n", "", ";\n"));
        });
  }

  /**
   * The rows of a source by its name in contracts, as a reader knows them, to select from in the
   * reader's own snapshot: for lists that must agree with the metrics.
   */
  public Table<?> source(String name, DSLContext sql, FactReader facts) {
    return Relations.named(name).rows(new Reading(sql, facts, log.warehouse().engine(), settings));
  }

  private <T> T read(MetricRequest request, Function<Question, T> ask) {
    Contract contract = catalogue.contract(request.metric());
    return read(request, period(contract, request.period()).steps(request.grain()), ask);
  }

  private <T> T read(MetricRequest request, List<Period> steps, Function<Question, T> ask) {
    Definition definition = catalogue.contract(request.metric()).definition(request.variant());
    if (steps.size() > MOST_STEPS) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          steps.size() + " steps are too many; ask for at most " + MOST_STEPS);
    }
    return log.warehouse()
        .read(sql -> {
          Reading reading =
              new Reading(
                  sql, log.reader(sql, request.knowledge()), log.warehouse().engine(), settings);
          return ask.apply(new Question(definition, steps, request.by(), request.where(), reading));
        });
  }

  private Period period(Contract contract, Period asked) {
    return switch (contract.zone()) {
      case REQUEST -> asked;
      case USAGE_DAY -> new Period(asked.from(), asked.to(), settings.usageZone());
    };
  }

  /** One answer for each step and group, in order. */
  private static List<Answer> complete(Question question, List<Answer> answers) {
    String nothing = question.definition().contract().zeroDenominator();
    Map<Group, Answer> given = new HashMap<>();
    TreeSet<Group> all = new TreeSet<>(IN_ORDER);
    TreeSet<Group> seen = new TreeSet<>(IN_ORDER);
    for (Answer answer : answers) {
      given.put(new Group(answer.step(), answer.dimensions()), answer);
      seen.add(new Group(0, answer.dimensions()));
    }
    if (seen.isEmpty()) {
      seen.add(new Group(0, List.of()));
    }
    for (int step = 0; step < question.steps().size(); step++) {
      for (Group group : seen) {
        all.add(new Group(step, group.dimensions()));
      }
    }
    List<Answer> complete = new ArrayList<>();
    for (Group group : all) {
      complete.add(
          given.getOrDefault(
              group,
              new Answer(group.step(), group.dimensions(), Estimate.absent(nothing), Map.of())));
    }
    return complete;
  }

  private static MetricValue value(Question question, Answer answer, @Nullable Instant freshness) {
    Definition definition = question.definition();
    Map<String, @Nullable String> dimensions = new LinkedHashMap<>();
    for (int i = 0; i < answer.dimensions().size(); i++) {
      dimensions.put(question.by().get(i), answer.dimensions().get(i));
    }
    return new MetricValue(
        definition.contract().key(),
        definition.variant().name(),
        definition.contract().version(),
        LedgerRelationQueries.unit(question.reading(), definition.unit()),
        question.steps().get(answer.step()),
        dimensions,
        answer.estimate().withMinimum(definition.minimumSample(), definition.sampleUnit()),
        question.reading().facts().asOf(),
        freshness,
        answer.excluded());
  }

  /** By value, what is not known last. */
  private static int compare(List<@Nullable String> one, List<@Nullable String> other) {
    Comparator<@Nullable String> nullsLast = Comparator.nullsLast(Comparator.naturalOrder());
    for (int i = 0; i < one.size(); i++) {
      int order = nullsLast.compare(one.get(i), other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
