package dev.holdfast.reports;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.FactLog;
import dev.holdfast.metrics.ContextTable;
import dev.holdfast.metrics.Contract;
import dev.holdfast.metrics.ContractCatalogue;
import dev.holdfast.metrics.Definition;
import dev.holdfast.metrics.MetricValue;
import dev.holdfast.metrics.Metrics;
import dev.holdfast.metrics.Rows;
import dev.holdfast.metrics.VariantDifference;
import dev.holdfast.reports.LookedAt.Asked;
import dev.holdfast.reports.MetricReport.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private final FactLog log;
  private final Metrics metrics;
  private final Thresholds thresholds;

  /** What was remembered, and the contracts by which it was answered. */
  private record Memory(ContractCatalogue contracts, Remembered answers) {}

  private volatile Memory memory;
  private final LookedAt lookedAt = new LookedAt();

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
            () -> metrics.difference(question.request(view), other, most));
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
    return lookedAt(view, new Asked(question, Part.TREND));
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
                    .read(definition(question), question.request(view)));
  }

  private Definition definition(MetricQuestion question) {
    return metrics.catalogue().contract(question.metric()).definition(question.variant());
  }

  /** Everything a metric's page says. */
  public MetricReport report(Viewpoint view, MetricQuestion question) {
    return lookedAt(view, new Asked(question, null));
  }

  private MetricReport lookedAt(Viewpoint view, Asked asked) {
    lookedAt.note(view, asked);
    return answer(view, asked);
  }

  private MetricReport answer(Viewpoint view, Asked asked) {
    ReportReader reader = new ReportReader(log, metrics, view);
    return remembered()
        .answer(
            view,
            asked,
            () ->
                asked.part() == null
                    ? reader.whole(asked.question())
                    : reader.only(asked.question(), asked.part()));
  }

  /**
   * Makes ready one page or glance that somebody looked at within a day and whose numbers may have
   * changed since, the latest first.
   *
   * @return whether there was one
   */
  public boolean prepareOne(Instant now) {
    for (LookedAt.Look look : lookedAt.recent(now)) {
      Viewpoint view = look.view(now);
      if (remembered().<MetricReport>known(view, look.asked()).isEmpty()) {
        try {
          answer(view, look.asked());
          return true;
        } catch (HoldfastException e) {
          lookedAt.forget(look); // such as a metric that is no longer there: who asks is told
        } catch (RuntimeException e) {
          lookedAt.forget(look); // or it would be tried for ever, and the others never
          throw e;
        }
      }
    }
    return false;
  }

  /** The headline and one part of what a metric's page says; the other parts are left empty. */
  public MetricReport report(Viewpoint view, MetricQuestion question, Part part) {
    return remembered()
        .<MetricReport>known(view, new Asked(question, null))
        .orElseGet(() -> answer(view, new Asked(question, part)));
  }

  /** The values of the trend, for files. */
  public List<MetricValue> values(Viewpoint view, MetricQuestion question) {
    MetricReport glance = glance(view, question);
    return glance.trend() == null
        ? List.of(glance.current())
        : glance.trend().points().stream().map(MetricTrend.Point::value).toList();
  }

  /**
   * The rows that the headline is made of; without what names or quotes people for some viewers.
   */
  public Rows rows(Viewpoint view, MetricQuestion question, int limit) {
    Rows rows = metrics.rows(question.request(view), limit);
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
        .answer(view, new Situations(question), () -> metrics.context(question.request(view)));
  }
}
