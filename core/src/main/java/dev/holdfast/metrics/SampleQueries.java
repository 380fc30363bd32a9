package dev.holdfast.metrics;

import static org.jooq.impl.DSL.avg;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.varSamp;
import static org.jooq.impl.DSL.when;

import dev.holdfast.expressions.Compiled;
import dev.holdfast.facts.CommonColumns;
import dev.holdfast.stats.Quantile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.RowN;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.SelectField;
import org.jooq.SelectOptionStep;
import org.jooq.SelectOrderByStep;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Sufficient statistics of a sample: the rows of one source that lie in the period, that the
 * contract and the request are about, and that are not left out.
 */
final class SampleQueries {

  private static final Field<Double> FIRST = field(name("v0"), SQLDataType.DOUBLE);
  private static final Field<Double> SECOND = field(name("v1"), SQLDataType.DOUBLE);
  private static final Field<String> CLUSTER = field(name("cluster"), SQLDataType.VARCHAR);
  private static final Field<Long> RANK = field(name("rank_in_group"), SQLDataType.BIGINT);
  private static final Field<Long> SIZE = field(name("size_of_group"), SQLDataType.BIGINT);

  /** 1 for the latest row of its respondent in its step. */
  private static final Field<Long> NEWNESS = field(name("newness"), SQLDataType.BIGINT);

  /** Rows by outcome: +1, 0 and -1; those of which it cannot be said are unknown. */
  record Outcomes(long up, long level, long down, long unknown) {}

  /** Sums over clusters of x and y, and of y / x where x is not 0. */
  record Clusters(
      int units,
      double sumX,
      double sumY,
      double sumXx,
      double sumXy,
      double sumYy,
      double meanOfRatios,
      double varianceOfRatios,
      long unknown) {}

  /** Size, mean and variance (0 for one value); rows without a value are unknown. */
  record Moments(long n, double mean, double variance, long unknown) {}

  /** Values at the ranks that a quantile and its interval need. */
  record Ranked(long n, Map<Long, Double> values, long unknown) {}

  private final Question question;
  private final Definition definition;
  private final String time;
  private final PopulationQueries population;
  private final Columns columns;
  private final LeftOut leftOut;
  private @Nullable Map<Group, Map<String, Long>> excluded;

  SampleQueries(Question question) {
    this.question = question;
    this.definition = question.definition();
    this.time = timeOf(definition);
    this.population = new PopulationQueries(question, time);
    this.columns = population.columns();
    this.leftOut = new LeftOut(definition, columns);
  }

  private static String timeOf(Definition definition) {
    String time = definition.time();
    Estimator.require(
        time != null, "metric '" + definition.contract().key() + "' needs a time column");
    return Objects.requireNonNull(time);
  }

  Columns columns() {
    return columns;
  }

  PopulationQueries population() {
    return population;
  }

  /** The statements run so far, for people. */
  List<Query> statements() {
    return population.statements();
  }

  Map<Group, Outcomes> outcomes(Compiled subject, Field<Integer> outcome) {
    return grouped(
        candidates(List.of(subject), outcome.cast(SQLDataType.DOUBLE).as(FIRST)),
        List.of(
            count().filterWhere(taken().and(FIRST.eq(1.0))),
            count().filterWhere(taken().and(FIRST.eq(0.0))),
            count().filterWhere(taken().and(FIRST.eq(-1.0))),
            count().filterWhere(taken().and(FIRST.isNull()))),
        row -> new Outcomes(whole(row, 0), whole(row, 1), whole(row, 2), whole(row, 3)));
  }

  /** Sums over clusters of x and y; a row counts when it has both. */
  Map<Group, Clusters> clusters(
      List<Compiled> subjects, Field<Double> x, Field<Double> y, String cluster) {
    Condition both = x.isNotNull().and(y.isNotNull());
    Table<?> candidates =
        candidates(
            subjects,
            when(both, x).as(FIRST),
            when(both, y).as(SECOND),
            columns.sourceColumn(cluster).cast(SQLDataType.VARCHAR).as(CLUSTER));
    List<Field<?>> keys = new ArrayList<>(population.keys());
    keys.add(CLUSTER);
    List<LeftOut.Counter> counters = counters();
    List<SelectField<?>> sums = new ArrayList<>();
    sums.add(sum(FIRST).filterWhere(taken()).coerce(Double.class).as("x"));
    sums.add(sum(SECOND).filterWhere(taken()).coerce(Double.class).as("y"));
    sums.add(count().filterWhere(taken().and(FIRST.isNull())).as("unknown"));
    for (int i = 0; i < counters.size(); i++) {
      sums.add(counters.get(i).count().as("l" + i));
    }
    Table<?> perCluster =
        select(keys).select(sums).from(candidates).groupBy(keys).asTable("per_cluster");
    Field<Double> px = field(name("x"), SQLDataType.DOUBLE);
    Field<Double> py = field(name("y"), SQLDataType.DOUBLE);
    Field<Double> ratio = when(px.ne(0.0), py.div(px));
    return grouped(
        perCluster,
        List.of(
            count(px),
            sum(px),
            sum(py),
            sum(px.mul(px)),
            sum(px.mul(py)),
            sum(py.mul(py)),
            avg(ratio),
            varSamp(ratio),
            sum(field(name("unknown"), SQLDataType.BIGINT))),
        IntStream.range(0, counters.size())
            .mapToObj(i ->
                new LeftOut.Counter(
                    counters.get(i).reason(), sum(field(name("l" + i), SQLDataType.BIGINT))))
            .toList(),
        row ->
            new Clusters(
                (int) whole(row, 0),
                number(row, 1),
                number(row, 2),
                number(row, 3),
                number(row, 4),
                number(row, 5),
                number(row, 6),
                number(row, 7),
                whole(row, 8)));
  }

  Map<Group, Moments> moments(Compiled subject) {
    return grouped(
        candidates(List.of(subject), asNumber(subject).as(FIRST)),
        List.of(
            count(FIRST).filterWhere(taken()),
            avg(FIRST).filterWhere(taken()),
            varSamp(FIRST).filterWhere(taken()),
            count().filterWhere(taken().and(FIRST.isNull()))),
        row -> new Moments(whole(row, 0), number(row, 1), number(row, 2), whole(row, 3)));
  }

  /** How many rows there are in groups that have any. */
  Map<Group, Long> sizes() {
    Map<Group, Long> sizes =
        grouped(candidates(List.of()), List.of(count().filterWhere(taken())), row -> whole(row, 0));
    sizes.values().removeIf(size -> size == 0);
    return sizes;
  }

  Map<Group, Long> distinct(Compiled subject) {
    Field<?> value = field(name("v0"), subject.value().getDataType());
    return grouped(
        candidates(List.of(subject), subject.value().as(value)),
        List.of(countDistinct(value).filterWhere(taken())),
        row -> whole(row, 0));
  }

  /** Values at the ranks needed for a quantile: first the sizes, then only those values. */
  Map<Group, Ranked> ranked(Compiled subject, Function<Long, List<Long>> ranksOf) {
    Table<?> candidates = candidates(List.of(subject), asNumber(subject).as(FIRST));
    record Size(long n, long unknown) {}
    Map<Group, Size> sizes =
        grouped(
            candidates,
            List.of(
                count(FIRST).filterWhere(taken()),
                count().filterWhere(taken().and(FIRST.isNull()))),
            row -> new Size(whole(row, 0), whole(row, 1)));
    List<RowN> wanted = new ArrayList<>();
    for (long n : new TreeSet<>(sizes.values().stream().map(Size::n).toList())) {
      if (n > 0) {
        ranksOf.apply(n).forEach(rank -> wanted.add(row(List.of(inline(n), inline(rank)))));
      }
    }
    Map<Group, Map<Long, Double>> values = new LinkedHashMap<>();
    if (!wanted.isEmpty()) {
      fetchRanked(candidates, wanted, values);
    }
    Map<Group, Ranked> all = new LinkedHashMap<>();
    sizes.forEach((group, size) ->
        all.put(group, new Ranked(size.n(), values.getOrDefault(group, Map.of()), size.unknown())));
    return all;
  }

  private void fetchRanked(
      Table<?> candidates, List<RowN> wanted, Map<Group, Map<Long, Double>> into) {
    Field<?>[] keys = population.keys().toArray(Field[]::new);
    Table<?> ranked =
        select(keys)
            .select(
                FIRST,
                rowNumber().over().partitionBy(keys).orderBy(FIRST).coerce(Long.class).as(RANK),
                count().over().partitionBy(keys).coerce(Long.class).as(SIZE))
            .from(candidates)
            .where(taken().and(FIRST.isNotNull()))
            .asTable("ranked");
    Field<Long> wantedSize = field(name("wanted", "n"), SQLDataType.BIGINT);
    Field<Long> wantedRank = field(name("wanted", "rank"), SQLDataType.BIGINT);
    Select<?> query =
        select(keys)
            .select(RANK, FIRST)
            .from(ranked)
            .join(DSL.values(wanted.toArray(RowN[]::new)).as("wanted", "n", "rank"))
            .on(wantedSize.eq(SIZE).and(wantedRank.eq(RANK)));
    for (Record row : population.fetch(query)) {
      into.computeIfAbsent(population.group(row), any -> new LinkedHashMap<>())
          .put(row.get(RANK), row.get(FIRST));
    }
  }

  /** Rows left out, by group and reason, in the contract's order. */
  Map<Group, Map<String, Long>> excluded() {
    if (excluded == null) {
      grouped(candidates(List.of()), List.of(), row -> 0);
    }
    Map<Group, Map<String, Long>> all = new LinkedHashMap<>();
    Stream.of(Objects.requireNonNull(excluded), excludedAtAnyTime())
        .forEach(some ->
            some.forEach((group, numbers) ->
                all.computeIfAbsent(group, any -> leftOut.inOrder()).putAll(numbers)));
    return all;
  }

  /** Rows left out wherever they lie in time. */
  private Map<Group, Map<String, Long>> excludedAtAnyTime() {
    Map<Group, Map<String, Long>> found = new LinkedHashMap<>();
    List<LeftOut.Counter> counters = leftOut.atAnyTime();
    if (!counters.isEmpty()) {
      Table<?> rows =
          select(population.keyFields())
              .select(leftOut.firstReason().as(LeftOut.REASON))
              .from(joined(everyStep(), List.of()))
              .where(population.condition())
              .asTable("left_out");
      grouped(rows, List.of(), counters, row -> 0, found);
    }
    return found;
  }

  /** Statistics by group, with a count of the candidates that are left out of each. */
  private <T> Map<Group, T> grouped(
      Table<?> candidates, List<? extends Field<?>> aggregates, Function<Record, T> read) {
    return grouped(candidates, aggregates, counters(), read);
  }

  private <T> Map<Group, T> grouped(
      Table<?> from,
      List<? extends Field<?>> aggregates,
      List<LeftOut.Counter> counters,
      Function<Record, T> read) {
    excluded = new LinkedHashMap<>();
    return grouped(from, aggregates, counters, read, excluded);
  }

  private <T> Map<Group, T> grouped(
      Table<?> from,
      List<? extends Field<?>> aggregates,
      List<LeftOut.Counter> counters,
      Function<Record, T> read,
      Map<Group, Map<String, Long>> noticed) {
    List<Field<?>> all = new ArrayList<>(aggregates);
    counters.forEach(counter -> all.add(counter.count()));
    return population.grouped(
        from,
        all,
        row -> {
          for (int i = 0; i < counters.size(); i++) {
            long number = whole(row, aggregates.size() + i);
            if (number > 0) {
              noticed
                  .computeIfAbsent(population.group(row), any -> leftOut.inOrder())
                  .put(counters.get(i).reason(), number);
            }
          }
          return read.apply(row);
        });
  }

  /** How many candidates are left out for each reason that the period decides. */
  private List<LeftOut.Counter> counters() {
    List<LeftOut.Counter> counters = new ArrayList<>(leftOut.inTime());
    if (!definition.latestPer().isEmpty()) {
      counters.add(
          new LeftOut.Counter(
              LeftOut.SUPERSEDED,
              count().filterWhere(LeftOut.REASON.isNull().and(NEWNESS.gt(1L)))));
    }
    return counters;
  }

  /** The rows of the sample with all columns of the source, the oldest first. */
  Rows rows(int limit) {
    List<SortField<?>> order = new ArrayList<>();
    order.add(columns.sourceColumn(time).asc());
    population.columnNames().stream()
        .filter(column -> !column.equals(time))
        .limit(3)
        .forEach(column -> order.add(columns.sourceColumn(column).asc()));
    SelectOptionStep<?> query =
        newest(
                select(population.shown().values())
                    .from(joined(placed(), List.of()))
                    .where(inSample()))
            .orderBy(order)
            .limit(limit + 1);
    return population.rows(query, limit);
  }

  /** The sample as a table of step, dimensions and the given fields. */
  Table<?> sample(List<Compiled> subjects, SelectField<?>... fields) {
    return newest(
            select(population.keyFields())
                .select(fields)
                .from(joined(placed(), subjects))
                .where(inSample()))
        .asTable("sample");
  }

  /** The sample and, with a reason, the rows that are left out of it. */
  private Table<?> candidates(List<Compiled> subjects, SelectField<?>... fields) {
    List<SelectField<?>> marks = new ArrayList<>();
    Field<Integer> reason = leftOut.reasonInTime();
    marks.add(reason.as(LeftOut.REASON));
    if (!definition.latestPer().isEmpty()) {
      marks.add(newness(reason.isNull()).as(NEWNESS));
    }
    return select(population.keyFields())
        .select(fields)
        .select(marks)
        .from(joined(placed(), subjects))
        .where(population.condition())
        .asTable("candidate");
  }

  /** A candidate that is in the sample. */
  private Condition taken() {
    Condition kept = LeftOut.REASON.isNull();
    return definition.latestPer().isEmpty() ? kept : kept.and(NEWNESS.eq(1L));
  }

  private <R extends Record> SelectOrderByStep<R> newest(SelectConditionStep<R> sample) {
    return definition.latestPer().isEmpty()
        ? sample
        : sample.qualify(newness(DSL.trueCondition()).eq(1L));
  }

  /** 1 for the latest row of each respondent in each step, among those that meet a condition. */
  private Field<Long> newness(Condition among) {
    List<Field<?>> respondent = new ArrayList<>();
    respondent.add(field(among));
    respondent.add(StepQueries.STEP_NUMBER);
    Condition anonymous = DSL.falseCondition();
    for (String column : definition.latestPer()) {
      Field<?> part = columns.sourceColumn(column);
      respondent.add(part);
      anonymous = anonymous.or(part.isNull());
    }
    Field<?> source = columns.sourceColumn(CommonColumns.SOURCE.getName());
    Field<?> factId = columns.sourceColumn(CommonColumns.FACT_ID.getName());
    respondent.add(when(anonymous, DSL.concat(source, inline("\n"), factId)));
    return rowNumber()
        .over()
        .partitionBy(respondent)
        .orderBy(
            columns.sourceColumn(time).desc(),
            columns.sourceColumn(CommonColumns.RECORDED_AT.getName()).desc(),
            factId.desc())
        .coerce(Long.class);
  }

  private Condition inSample() {
    return population.condition().and(leftOut.reasonInTime().isNull());
  }

  private Table<?> placed() {
    return StepQueries.placed(question, population.source(), time, columns.timeIsDate());
  }

  private Table<?> everyStep() {
    return population
        .source()
        .asTable(Columns.SOURCE)
        .crossJoin(StepQueries.steps(question.steps(), columns.timeIsDate()));
  }

  private Table<?> joined(Table<?> rows, List<Compiled> more) {
    return population.withAccount(
        rows, Stream.concat(leftOut.conditions().stream(), more.stream()).toList());
  }

  private static Field<Double> asNumber(Compiled compiled) {
    return compiled.value().cast(SQLDataType.DOUBLE);
  }

  private static long whole(Record row, int aggregate) {
    Long value = row.get("a" + aggregate, Long.class);
    return value == null ? 0 : value;
  }

  private static double number(Record row, int aggregate) {
    Double value = row.get("a" + aggregate, Double.class);
    return value == null ? 0 : value;
  }

  /** The ranks that a quantile of type 7 and its interval look at. */
  static List<Long> ranksFor(long n, double q, double level) {
    TreeSet<Long> ranks = new TreeSet<>();
    long below = (long) Math.floor((n - 1) * q) + 1;
    ranks.add(below);
    ranks.add(Math.min(n, below + 1));
    Quantile.Ranks bounds = Quantile.orderStatisticRanks(n, q, level);
    ranks.add(Math.max(1, bounds.low()));
    ranks.add(Math.min(n, bounds.high()));
    return List.copyOf(ranks);
  }
}
