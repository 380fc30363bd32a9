package dev.holdfast.web.pages;

import dev.holdfast.health.BusinessIndex;
import dev.holdfast.health.BusinessIndex.FormulaChange;
import dev.holdfast.health.BusinessIndex.Move;
import dev.holdfast.health.BusinessIndex.Point;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Chart;
import dev.holdfast.web.parts.TrendChart;
import dev.holdfast.web.parts.Words;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what the business index is, what moved it, and draws it. */
public final class IndexTelling {

  /** Where the chart is as a file, without the ending that says which. */
  static final String FILE = "/health/index";

  /** With more days than this the chart has a point for each week. */
  private static final int MOST_DAYS = 120;

  private static final int NAMED = 3;
  private static final int CHANGES = 3;
  private static final String NOT_RECORDED = "no health was recorded";

  /**
   * The card on the health page.
   *
   * @param headline the index
   * @param moved what it moved by
   * @param because who moved it most; empty when nobody is known
   * @param about what it is made of
   * @param changes what changed formulas did, the latest first
   * @param beside metrics that the index should be read beside
   */
  public record Card(
      String headline,
      String moved,
      String because,
      String about,
      List<String> changes,
      Chart chart,
      String title,
      List<Chart.File> files,
      List<Beside> beside) {}

  /** A metric that says what the index does not. */
  public record Beside(String title, String link, String glance) {}

  private final Visit visit;
  private final BusinessIndex index;
  private final LocalDate today;

  IndexTelling(Visit visit, BusinessIndex index) {
    this.visit = visit;
    this.index = index;
    this.today = visit.asOf().day();
  }

  /**
   * The card.
   *
   * @param names of accounts, by account
   */
  Card card(Map<String, String> names) {
    return new Card(
        Words.number(index.last().index(), 1),
        moved(),
        because(names),
        about(),
        changes(),
        chart(),
        title(),
        Stream.of(MetricLinks.Format.values())
            .map(format -> new Chart.File(format.name(), visit.link(FILE + "." + format.word())))
            .toList(),
        List.of(
            beside("Net revenue retention", "net_revenue_retention"),
            beside("Customer churn rate", "customer_churn_rate")));
  }

  private Beside beside(String name, String metric) {
    String path = "/metrics/" + metric;
    return new Beside(name, visit.link(path), visit.link(path + "/glance"));
  }

  private String moved() {
    String month = in(30).orElse("");
    String quarter = in(90).orElse("");
    if (month.isEmpty()) {
      return quarter.isEmpty()
          ? "There is no index of 30 days before yet."
          : Words.capital(quarter) + ".";
    }
    return Words.capital(month) + (quarter.isEmpty() ? "" : ", " + quarter) + ".";
  }

  private Optional<String> in(int days) {
    return index
        .movedIn(days)
        .map(by -> {
          String amount = Words.number(Math.abs(by), 1);
          return (amount.equals("0") || amount.equals("0.0")
                  ? "unchanged"
                  : (by < 0 ? "down " : "up ") + amount)
              + " in "
              + days
              + " days";
        });
  }

  private String because(Map<String, String> names) {
    List<Move> most =
        index.moves().stream().filter(move -> Math.abs(move.by()) >= 0.05).limit(NAMED).toList();
    if (most.isEmpty()) {
      return "";
    }
    LocalDate since = index.last().day().minusDays(BusinessIndex.MOVE_DAYS);
    boolean formula = index.changes().stream().anyMatch(change -> change.day().isAfter(since));
    return "Moved most by "
        + most.stream()
            .map(move ->
                names.getOrDefault(move.accountId(), move.accountId())
                    + " ("
                    + Words.signed(move.by(), 1)
                    + kind(move)
                    + ")")
            .collect(Collectors.joining(", "))
        + " in 30 days."
        + (formula ? " What the new formula did to each is part of that." : "");
  }

  private static String kind(Move move) {
    return move.before() == null ? ", new" : move.after() == null ? ", gone" : "";
  }

  private String about() {
    Point last = index.last();
    List<String> out = new ArrayList<>();
    if (last.withoutRevenue() > 0) {
      out.add(Words.number(last.withoutRevenue()) + " without revenue");
    }
    if (last.withoutScore() > 0) {
      out.add(Words.number(last.withoutScore()) + " without a score");
    }
    return "Health weighted by yearly revenue is "
        + Words.number(last.mean(), 1)
        + " of 100, over "
        + Words.count(last.accounts(), "account", "accounts")
        + (out.isEmpty() ? "" : "; left out: " + String.join(", ", out))
        + ". Its mean from "
        + Words.fullDate(index.baseFrom())
        + " to "
        + Words.fullDate(index.baseTo())
        + " is 100"
        + (index.hasWholeBase() ? "." : "; until then every figure here may still move.");
  }

  private List<String> changes() {
    List<FormulaChange> changes = index.changes().reversed();
    List<String> told = new ArrayList<>(changes.stream().limit(CHANGES).map(this::change).toList());
    if (changes.size() > CHANGES) {
      told.add(
          Words.count(changes.size() - CHANGES, "earlier change", "earlier changes")
              + " of formula: the CSV file has all.");
    }
    return List.copyOf(told);
  }

  private String change(FormulaChange change) {
    String what = Words.date(change.day(), today) + ": " + change.what() + ". ";
    return change.before() == null || change.after() == null
        ? what + "The version before is not kept any more, so the index moved by what that did."
        : what
            + "That day it gives "
            + Words.number(change.after(), 1)
            + " where it gave "
            + Words.number(change.before(), 1)
            + "; the index is re-based and goes on from there.";
  }

  String title() {
    return "Business index, "
        + Words.fullDate(index.baseFrom())
        + " to "
        + Words.fullDate(index.baseTo())
        + " = 100";
  }

  /** What a reader must know who has only the file. */
  String description() {
    return about() + " " + visit.scope().reason();
  }

  /** By day, or by week when there are many days. */
  Chart chart() {
    boolean weekly = index.points().size() > MOST_DAYS;
    return new TrendChart(
        "Business index by " + (weekly ? "week" : "day") + ", base period at 100",
        weekly ? weeks() : days(),
        amount -> Words.number(amount, 1),
        null,
        index.changes().stream()
            .map(change -> new TrendChart.Note(change.day(), "new formula"))
            .toList(),
        List.of());
  }

  private List<TrendChart.Point> days() {
    Map<LocalDate, Point> recorded =
        index.points().stream().collect(Collectors.toMap(Point::day, point -> point));
    return index
        .points()
        .getFirst()
        .day()
        .datesUntil(index.last().day().plusDays(1))
        .map(day -> drawn(day, Optional.ofNullable(recorded.get(day))))
        .toList();
  }

  /** The last recorded day of each week. */
  private List<TrendChart.Point> weeks() {
    TreeMap<LocalDate, Point> last = new TreeMap<>();
    index.points().forEach(point -> last.put(point.day().with(DayOfWeek.MONDAY), point));
    List<TrendChart.Point> points = new ArrayList<>();
    for (LocalDate week = last.firstKey();
        !week.isAfter(last.lastKey());
        week = week.plusWeeks(1)) {
      Optional<Point> point = Optional.ofNullable(last.get(week));
      points.add(drawn(point.map(Point::day).orElse(week), point));
    }
    return points;
  }

  private TrendChart.Point drawn(LocalDate day, Optional<Point> point) {
    return new TrendChart.Point(
        day,
        Words.date(day, today),
        point.map(Point::index).orElse(null),
        null,
        null,
        point.map(Point::accounts).orElse(0L),
        day.isBefore(today),
        point.isPresent() ? "" : NOT_RECORDED);
  }

  /** Every day of the index, as exact as it was computed. */
  String csv() {
    Map<LocalDate, String> changes =
        index.changes().stream().collect(Collectors.toMap(FormulaChange::day, FormulaChange::what));
    StringBuilder csv =
        new StringBuilder(
            MetricPage.line(
                List.of(
                    "day",
                    "index",
                    "mean",
                    "accounts",
                    "without_revenue",
                    "without_score",
                    "formula_change")));
    for (Point point : index.points()) {
      csv.append(
          MetricPage.line(
              List.of(
                  point.day().toString(),
                  Words.exact(point.index()),
                  Words.exact(point.mean()),
                  Long.toString(point.accounts()),
                  Long.toString(point.withoutRevenue()),
                  Long.toString(point.withoutScore()),
                  changes.getOrDefault(point.day(), ""))));
    }
    return csv.toString();
  }
}
