package dev.holdfast.reports;

import dev.holdfast.base.Period;
import dev.holdfast.base.Period.Grain;
import dev.holdfast.facts.FactLog;
import dev.holdfast.metrics.Contract;
import dev.holdfast.metrics.LedgerEstimator;
import dev.holdfast.metrics.MetricRequest;
import dev.holdfast.metrics.MetricValue;
import dev.holdfast.metrics.Metrics;
import dev.holdfast.metrics.SurvivalCurve;
import dev.holdfast.reports.MetricReport.Part;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Puts a report together from the metrics, its parts at the same time. */
final class ReportReader {

  /** Curves that fit into one chart. */
  private static final int MOST_CURVES = 5;

  private final FactLog log;
  private final Metrics metrics;
  private final Viewpoint view;

  ReportReader(FactLog log, Metrics metrics, Viewpoint view) {
    this.log = log;
    this.metrics = metrics;
    this.view = view;
  }

  /** Everything. */
  MetricReport whole(MetricQuestion question) {
    return read(question, EnumSet.allOf(Part.class), true);
  }

  /** The headline and one part. */
  MetricReport only(MetricQuestion question, Part part) {
    return read(question, EnumSet.of(part), false);
  }

  private MetricReport read(MetricQuestion question, Set<Part> parts, boolean whole) {
    Contract contract = metrics.catalogue().contract(question.metric());
    String shown = contract.definition(question.variant()).variant().name();
    MetricRequest request = question.request(view).variant(shown);
    boolean survival = contract.definition(shown).estimator() instanceof LedgerEstimator.Survival;
    String by =
        question.by() != null
            ? question.by()
            : contract.dimensions().isEmpty() ? null : contract.dimensions().getFirst();
    MetricRequest divided = by == null ? request : request.by(by);
    try (Together together = new Together()) {
      Map<MetricRequest, Supplier<List<MetricValue>>> asked = new HashMap<>();
      Function<MetricRequest, Supplier<List<MetricValue>>> once =
          one -> asked.computeIfAbsent(one, any -> together.ask(() -> metrics.evaluate(one)));
      Supplier<List<MetricValue>> headline =
          survival || !whole
              ? once.apply(request)
              : together.ask(() -> metrics.withTimeBefore(request));
      Supplier<Optional<MetricTrend>> trend =
          together.ask(
              parts.contains(Part.TREND) && contract.grain() != Grain.TOTAL,
              () -> trend(contract, question, request));
      Supplier<List<MetricValue>> groups =
          parts.contains(Part.GROUPS) && by != null ? once.apply(divided) : List::of;
      Supplier<Optional<List<SurvivalCurve>>> curves =
          together.ask(parts.contains(Part.CURVES) && survival, () -> curves(divided, request));
      Supplier<Optional<MetricReport.Movements>> movements =
          parts.contains(Part.MOVEMENTS) && contract.key().equals("mrr_movements")
              ? movements(request, once)
              : Optional::empty;
      Supplier<Optional<String>> query = together.ask(whole, () -> metrics.query(request));
      List<Supplier<MetricValue>> variants = new ArrayList<>();
      for (Contract.Variant variant : whole ? contract.variants() : List.<Contract.Variant>of()) {
        Supplier<List<MetricValue>> values =
            variant.name().equals(shown) ? headline : once.apply(request.variant(variant.name()));
        variants.add(() -> values.get().getLast());
      }
      List<MetricValue> values = headline.get();
      return new MetricReport(
          contract,
          question,
          values.getLast(),
          values.size() == 1 ? null : values.getFirst(),
          trend.get().orElse(null),
          by,
          ordered(groups.get()),
          variants.stream().map(Supplier::get).toList(),
          curves.get().orElse(List.of()),
          movements.get().orElse(null),
          query.get().orElse(""));
    }
  }

  /** The groups, the highest first. */
  private static List<MetricValue> ordered(List<MetricValue> groups) {
    return groups.stream()
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

  private static Supplier<Optional<MetricReport.Movements>> movements(
      MetricRequest request, Function<MetricRequest, Supplier<List<MetricValue>>> once) {
    Supplier<List<MetricValue>> opening = once.apply(request.variant("opening"));
    Supplier<List<MetricValue>> kinds = once.apply(request.variant("net").by("kind"));
    Supplier<List<MetricValue>> closing = once.apply(request.variant("closing"));
    return () ->
        Optional.of(
            new MetricReport.Movements(
                opening.get().getFirst(),
                kinds.get().stream().filter(value -> value.dimension("kind").isPresent()).toList(),
                closing.get().getFirst()));
  }

  private MetricTrend trend(Contract contract, MetricQuestion question, MetricRequest headline) {
    Grain grain = Optional.ofNullable(question.grain()).orElse(contract.grain());
    LocalDate end = view.lastDay().plusDays(1);
    Period period = new Period(start(end, grain), end, view.zone());
    List<MetricValue> values = metrics.evaluate(headline.over(period).grain(grain));
    List<MetricTrend.Point> points =
        values.stream()
            .map(value -> new MetricTrend.Point(value, complete(value.period(), grain)))
            .toList();
    return new MetricTrend(grain, points, MetricTrend.limits(points).orElse(null), notes(period));
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

  private List<MetricTrend.Note> notes(Period period) {
    return log.warehouse()
        .read(sql ->
            SpanQueries.notable(Look.of(log, metrics, sql, view), period.from(), period.to()));
  }
}
