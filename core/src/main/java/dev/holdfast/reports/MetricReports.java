package dev.holdfast.reports;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period;
import dev.holdfast.base.Period.Grain;
import dev.holdfast.facts.FactLog;
import dev.holdfast.metrics.ContextTable;
import dev.holdfast.metrics.Contract;
import dev.holdfast.metrics.ContractCatalogue;
import dev.holdfast.metrics.Definition;
import dev.holdfast.metrics.LedgerEstimator;
import dev.holdfast.metrics.MetricRequest;
import dev.holdfast.metrics.MetricValue;
import dev.holdfast.metrics.Metrics;
import dev.holdfast.metrics.Rows;
import dev.holdfast.metrics.SurvivalCurve;
import dev.holdfast.metrics.VariantDifference;
import dev.holdfast.workspace.RecordScope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the metric pages show, of the accounts in sight: a person who sees only their own accounts
 * gets the numbers of those, so that every number agrees with its rows.
 */
public final class MetricReports {

  /** Columns that name people or quote them. */
  private static final Set<String> PERSONAL =
      Set.of("comment", "email", "guidance", "name", "person_id", "subject");

  /** Curves that fit into one chart. */
  private static final int MOST_CURVES = 5;

  private final FactLog log;
  private final Metrics metrics;
  private final Thresholds thresholds;

  /** What was remembered, and the contracts by which it was answered. */
  private record Memory(ContractCatalogue contracts, Remembered answers) {}

  private volatile Memory memory;

  private MetricReports(FactLog log, Metrics metrics, Thresholds thresholds) {
    this.log = log;
    this.metrics = metrics;
    this.thresholds = thresholds;
    this.memory = new Memory(metrics.catalogue(), new Remembered(log));
  }

  /** Reports over what the log holds, with the words that amounts earn. */
  public static MetricReports open(FactLog log, Metrics metrics, Thresholds thresholds) {
    return new MetricReports(log, metrics, thresholds);
  }

  /** Other contracts give other answers. */
  private Remembered remembered() {
    Memory now = memory;
    if (now.contracts() != metrics.catalogue()) {
      now = new Memory(metrics.catalogue(), new Remembered(log));
      memory = now;
    }
    return now.answers();
  }

  /** By how much two variants differ, and which accounts in sight make the difference. */
  public VariantDifference difference(
      Viewpoint view, MetricQuestion question, String other, int most) {
    record Against(MetricQuestion question, String other, int most) {}
    return remembered()
        .answer(
            view,
            new Against(question, other, most),
            () -> metrics.difference(request(view, question), other, most));
  }

  /** Every metric, by family in order. */
  public Map<MetricFamily, List<Contract>> catalogue() {
    return metrics.catalogue().contracts().stream()
        .collect(Collectors.groupingBy(MetricFamily::of, TreeMap::new, Collectors.toList()));
  }

  /** A metric's name for people. */
  public String title(String metric) {
    return metrics.catalogue().contract(metric).title();
  }

  /** A variant's name for people. */
  public String title(String metric, String variant) {
    return metrics.catalogue().contract(metric).definition(variant).variant().title();
  }

  /** A contract as its author wrote it. */
  public String text(String metric) {
    return metrics.catalogue().text(metric);
  }

  /** The usual question about a metric. */
  public MetricQuestion usual(String metric) {
    Contract contract = metrics.catalogue().contract(metric);
    return new MetricQuestion(
        metric, null, MetricFamily.of(contract).usualDays(), null, null, null);
  }

  /** A metric's headline and trend, for the catalogue. */
  public MetricReport glance(Viewpoint view, MetricQuestion question) {
    record Glance(MetricQuestion question) {}
    return remembered().answer(view, new Glance(question), () -> glanced(view, question));
  }

  private MetricReport glanced(Viewpoint view, MetricQuestion question) {
    Contract contract = metrics.catalogue().contract(question.metric());
    MetricValue current = one(request(view, question));
    return new MetricReport(
        contract,
        question,
        current,
        null,
        contract.grain() == Grain.TOTAL ? null : trend(view, contract, question),
        null,
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  /** The six numbers that are read together. */
  public Board board(Viewpoint view) {
    Set<String> catalogue =
        metrics.catalogue().contracts().stream().map(Contract::key).collect(Collectors.toSet());
    return new BoardReader(catalogue, thresholds, question -> glance(view, question)).read();
  }

  /** Whether a question is about a number that is made of values which can be drawn. */
  public boolean hasDistribution(MetricQuestion question) {
    return DistributionReader.measured(definition(question).estimator()).isPresent();
  }

  /**
   * How the values behind a number are spread.
   *
   * @throws HoldfastException {@code NOT_FOUND} when the number is not made of such values
   */
  public Distribution distribution(Viewpoint view, MetricQuestion question) {
    record Spread(MetricQuestion question) {}
    return remembered()
        .answer(
            view,
            new Spread(question),
            () ->
                new DistributionReader(log, metrics, view)
                    .read(definition(question), request(view, question)));
  }

  private Definition definition(MetricQuestion question) {
    return metrics.catalogue().contract(question.metric()).definition(question.variant());
  }

  /** Everything a metric's page says. */
  public MetricReport report(Viewpoint view, MetricQuestion question) {
    return remembered()
        .answer(
            view,
            question,
            () -> reported(view, question, EnumSet.allOf(MetricReport.Part.class), true));
  }

  /** The headline and one part of what a metric's page says; the other parts are left empty. */
  public MetricReport report(Viewpoint view, MetricQuestion question, MetricReport.Part part) {
    record Alone(MetricQuestion question, MetricReport.Part part) {}
    return remembered()
        .<MetricReport>known(view, question)
        .orElseGet(() ->
            remembered()
                .answer(
                    view,
                    new Alone(question, part),
                    () -> reported(view, question, EnumSet.of(part), false)));
  }

  private MetricReport reported(
      Viewpoint view, MetricQuestion question, Set<MetricReport.Part> parts, boolean compared) {
    Contract contract = metrics.catalogue().contract(question.metric());
    MetricRequest request = request(view, question);
    boolean survival = definition(question).estimator() instanceof LedgerEstimator.Survival;
    String by =
        question.by() != null
            ? question.by()
            : contract.dimensions().isEmpty() ? null : contract.dimensions().getFirst();
    return new MetricReport(
        contract,
        question,
        one(request),
        survival || !compared ? null : one(before(request)),
        contract.grain() == Grain.TOTAL || !parts.contains(MetricReport.Part.TREND)
            ? null
            : trend(view, contract, question),
        by,
        by == null || !parts.contains(MetricReport.Part.GROUPS)
            ? List.of()
            : groups(request.by(by)),
        compared
            ? contract.variants().stream()
                .map(variant -> one(request.variant(variant.name())))
                .toList()
            : List.of(),
        survival && parts.contains(MetricReport.Part.CURVES)
            ? curves(by == null ? request : request.by(by), request)
            : List.of(),
        contract.key().equals("mrr_movements") && parts.contains(MetricReport.Part.MOVEMENTS)
            ? movements(request)
            : null);
  }

  /** The values of the trend, for files. */
  public List<MetricValue> values(Viewpoint view, MetricQuestion question) {
    Contract contract = metrics.catalogue().contract(question.metric());
    MetricTrend trend = contract.grain() == Grain.TOTAL ? null : trend(view, contract, question);
    return trend == null
        ? List.of(one(request(view, question)))
        : trend.points().stream().map(MetricTrend.Point::value).toList();
  }

  /**
   * The rows that the headline is made of; without what names or quotes people for some viewers.
   */
  public Rows rows(Viewpoint view, MetricQuestion question, int limit) {
    Rows rows = metrics.rows(request(view, question), limit);
    if (view.personal()) {
      return rows;
    }
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < rows.columns().size(); i++) {
      if (!PERSONAL.contains(rows.columns().get(i))) {
        kept.add(i);
      }
    }
    List<List<@Nullable String>> cut = new ArrayList<>();
    for (List<@Nullable String> row : rows.rows()) {
      List<@Nullable String> cells = new ArrayList<>();
      kept.forEach(i -> cells.add(row.get(i)));
      cut.add(cells);
    }
    return new Rows(kept.stream().map(rows.columns()::get).toList(), cut, rows.truncated());
  }

  /** Whether the situation matters for the headline. */
  public ContextTable context(Viewpoint view, MetricQuestion question) {
    record Situations(MetricQuestion question) {}
    return remembered()
        .answer(view, new Situations(question), () -> metrics.context(request(view, question)));
  }

  /** The SQL of the headline. */
  public String query(Viewpoint view, MetricQuestion question) {
    record Text(MetricQuestion question) {}
    return remembered()
        .answer(view, new Text(question), () -> metrics.query(request(view, question)));
  }

  private MetricRequest request(Viewpoint view, MetricQuestion question) {
    return new MetricRequest(
        question.metric(),
        question.variant(),
        Period.lastDays(view.lastDay(), question.days(), view.zone()),
        Grain.TOTAL,
        List.of(),
        where(view.scope(), question.account()),
        view.knowledge());
  }

  private static MetricRequest before(MetricRequest request) {
    Period period = request.period();
    return new MetricRequest(
        request.metric(),
        request.variant(),
        new Period(period.from().minusDays(period.days()), period.from(), period.zone()),
        request.grain(),
        request.by(),
        request.where(),
        request.knowledge());
  }

  /** The scope and the account asked about as a condition; null when there is none. */
  private static @Nullable String where(RecordScope scope, @Nullable String account) {
    String seen = where(scope);
    if (account == null) {
      return seen;
    }
    String one = "account_id == " + quoted(account);
    return seen == null ? one : "(" + seen + ") && " + one;
  }

  /** The scope as a condition on accounts; null when there is none. */
  static @Nullable String where(RecordScope scope) {
    return switch (scope) {
      case RecordScope.Everything everything -> null;
      case RecordScope.OnlyOf only ->
          only.csmIds().isEmpty()
              ? "account.csm == \"\" && account.csm != \"\"" // sees nobody's accounts
              : only.sorted().stream()
                  .map(csm -> "account.csm == " + quoted(csm))
                  .collect(Collectors.joining(" || "));
    };
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private MetricValue one(MetricRequest request) {
    return metrics.evaluate(request).getFirst();
  }

  private List<MetricValue> groups(MetricRequest request) {
    return metrics.evaluate(request).stream()
        .filter(value -> !value.dimensions().isEmpty())
        .sorted(
            Comparator.<MetricValue>comparingDouble(
                    value -> -value.value().orElse(Double.NEGATIVE_INFINITY))
                .thenComparing(value -> value.dimensions().toString()))
        .toList();
  }

  /** By the dimension if that makes a readable chart, else all in one. */
  private List<SurvivalCurve> curves(MetricRequest by, MetricRequest all) {
    List<SurvivalCurve> curves =
        metrics.survivalCurves(by).stream().filter(curve -> curve.spells() > 0).toList();
    return curves.isEmpty() || curves.size() > MOST_CURVES ? metrics.survivalCurves(all) : curves;
  }

  private MetricReport.Movements movements(MetricRequest request) {
    return new MetricReport.Movements(
        one(request.variant("opening")),
        metrics.evaluate(request.variant("net").by("kind")).stream()
            .filter(value -> value.dimension("kind").isPresent())
            .toList(),
        one(request.variant("closing")));
  }

  private MetricTrend trend(Viewpoint view, Contract contract, MetricQuestion question) {
    Grain grain = Optional.ofNullable(question.grain()).orElse(contract.grain());
    LocalDate end = view.lastDay().plusDays(1);
    LocalDate from = start(end, grain);
    Period period = new Period(from, end, view.zone());
    List<MetricValue> values =
        metrics.evaluate(
            new MetricRequest(
                question.metric(),
                question.variant(),
                period,
                grain,
                List.of(),
                where(view.scope(), question.account()),
                view.knowledge()));
    List<MetricTrend.Point> points =
        values.stream()
            .map(value -> new MetricTrend.Point(value, complete(value.period(), grain)))
            .toList();
    return new MetricTrend(
        grain, points, MetricTrend.limits(points).orElse(null), notes(view, period));
  }

  /** A step cut short by the end of what is known is not over yet. */
  private static boolean complete(Period step, Grain grain) {
    Period whole =
        new Period(step.from(), step.from().plusYears(1), step.zone()).steps(grain).getFirst();
    return !step.to().isBefore(whole.to());
  }

  private static LocalDate start(LocalDate end, Grain grain) {
    LocalDate last = end.minusDays(1);
    return switch (grain) {
      case DAY -> last.minusDays(59);
      case WEEK -> last.with(java.time.DayOfWeek.MONDAY).minusWeeks(25);
      case MONTH -> last.withDayOfMonth(1).minusMonths(12);
      case QUARTER ->
          last.withDayOfMonth(1).withMonth((last.getMonthValue() - 1) / 3 * 3 + 1).minusMonths(21);
      case YEAR -> last.withDayOfYear(1).minusYears(4);
      case TOTAL -> last.minusDays(364);
    };
  }

  private List<MetricTrend.Note> notes(Viewpoint view, Period period) {
    return log.warehouse()
        .read(sql ->
            SpanQueries.notable(Look.of(log, metrics, sql, view), period.from(), period.to()));
  }
}
