package dev.holdfast.web.pages;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period;
import dev.holdfast.base.Period.Grain;
import dev.holdfast.metrics.MetricJson;
import dev.holdfast.metrics.MetricValue;
import dev.holdfast.metrics.Rows;
import dev.holdfast.reports.MetricQuestion;
import dev.holdfast.reports.MetricReport;
import dev.holdfast.reports.MetricReports;
import dev.holdfast.reports.Reports;
import dev.holdfast.reports.Viewpoint;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Words;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** One metric: its value, how sure it is, what moved it, how it is defined, and its rows. */
@Controller
public final class MetricPage {

  private static final int ROWS = 200;
  private static final int FILE_ROWS = 100_000;

  /** Columns that tell where a row came from. */
  private static final Set<String> ORIGIN = Set.of("source", "fact_id", "import_id", "recorded_at");

  /** What the rows page shows. */
  public record RowsModel(
      String title,
      String sentence,
      List<String> columns,
      List<List<RowCell>> rows,
      String csvLink,
      String back) {}

  /** One cell of a row; an account is a door to its page. */
  public record RowCell(String text, String link) {}

  private final MetricReports reports;
  private final Reports accounts;
  private final InstantSource clock;

  MetricPage(MetricReports reports, Reports accounts, InstantSource clock) {
    this.reports = reports;
    this.accounts = accounts;
    this.clock = clock;
  }

  @GetMapping("/metrics/{key}")
  @OpenTo(Circle.SIGNED_IN)
  Page show(
      Visit visit,
      @PathVariable String key,
      @RequestParam(defaultValue = "") String variant,
      @RequestParam(defaultValue = "") String days,
      @RequestParam(defaultValue = "") String grain,
      @RequestParam(defaultValue = "") String by,
      @RequestParam(defaultValue = "") String account) {
    MetricQuestion question = question(key, variant, days, grain, by, account);
    Viewpoint view = Sights.viewpoint(visit, clock.instant());
    MetricReport report = reports.report(view, question);
    return Page.of(
        "pages/metric",
        report.contract().title(),
        Section.METRICS,
        new MetricTelling(visit, report, name(view, account))
            .model(reports.text(key), reports.hasDistribution(question)));
  }

  @GetMapping("/metrics/{key}/rows")
  @OpenTo(Circle.SIGNED_IN)
  Page rows(
      Visit visit,
      @PathVariable String key,
      @RequestParam(defaultValue = "") String variant,
      @RequestParam(defaultValue = "") String days,
      @RequestParam(defaultValue = "") String account) {
    MetricQuestion question = question(key, variant, days, "", "", account);
    Viewpoint view = Sights.viewpoint(visit, clock.instant());
    MetricReport glance = reports.glance(view, question);
    String name = name(view, account);
    Map<String, String> names = accounts.names(view);
    Rows rows = reports.rows(view, question, ROWS);
    List<Integer> order = order(rows.columns());
    int accountColumn = rows.columns().indexOf("account_id");
    List<List<RowCell>> cells = new ArrayList<>();
    for (List<@Nullable String> row : rows.rows()) {
      List<RowCell> line = new ArrayList<>();
      for (int i : order) {
        String text = row.get(i);
        line.add(
            new RowCell(
                text == null ? "" : i == accountColumn ? names.getOrDefault(text, text) : text,
                text == null || i != accountColumn ? "" : visit.link(AccountPage.path(text))));
      }
      cells.add(line);
    }
    Object[] same = {
      "variant", variant, "days", Integer.toString(question.days()), Doors.ACCOUNT, account
    };
    return Page.of(
        "pages/metric/rows",
        glance.contract().title() + ", rows",
        Section.METRICS,
        new RowsModel(
            glance.contract().title()
                + (name.isEmpty() ? "" : ", " + name)
                + ": what the number is made of",
            amount(glance.current())
                + ", "
                + MetricTelling.period(glance.current().period())
                + (rows.truncated()
                    ? "; the first " + Words.number(rows.rows().size()) + " rows"
                    : "; " + Words.count(rows.rows().size(), "row", "rows"))
                + ".",
            order.stream().map(rows.columns()::get).toList(),
            cells,
            visit.link("/metrics/" + key + "/rows.csv", same),
            visit.link("/metrics/" + key, same)));
  }

  /** "27.2 hours from 859", or why there is no number and from how many. */
  private static String amount(MetricValue value) {
    return Units.withUnit(value) + " from " + Words.number(value.estimate().n());
  }

  /** Columns in the order they are shown: what tells where a row came from is behind the rest. */
  private static List<Integer> order(List<String> columns) {
    List<Integer> order = new ArrayList<>();
    for (boolean origin : new boolean[] {false, true}) {
      for (int i = 0; i < columns.size(); i++) {
        if (ORIGIN.contains(columns.get(i)) == origin) {
          order.add(i);
        }
      }
    }
    return order;
  }

  @GetMapping("/metrics/{key}/rows.csv")
  @OpenTo(Circle.SIGNED_IN)
  void rowsFile(
      Visit visit,
      @PathVariable String key,
      @RequestParam(defaultValue = "") String variant,
      @RequestParam(defaultValue = "") String days,
      @RequestParam(defaultValue = "") String account,
      HttpServletResponse response)
      throws IOException {
    Viewpoint view = Sights.viewpoint(visit, clock.instant());
    name(view, account); // refuses one that is out of sight
    Rows rows = reports.rows(view, question(key, variant, days, "", "", account), FILE_ROWS);
    StringBuilder csv = new StringBuilder(line(rows.columns()));
    rows.rows()
        .forEach(
            row -> csv.append(line(row.stream().map(cell -> cell == null ? "" : cell).toList())));
    send(response, "text/csv", key + "-rows.csv", csv.toString());
  }

  @GetMapping("/metrics/{key}/values.csv")
  @OpenTo(Circle.SIGNED_IN)
  void valuesFile(
      Visit visit,
      @PathVariable String key,
      @RequestParam(defaultValue = "") String variant,
      @RequestParam(defaultValue = "") String days,
      @RequestParam(defaultValue = "") String grain,
      @RequestParam(defaultValue = "") String account,
      HttpServletResponse response)
      throws IOException {
    StringBuilder csv =
        new StringBuilder(
            "metric,variant,version,unit,from,to,zone,value,low,high,n,absent_reason\n");
    for (MetricValue value : values(visit, key, variant, days, grain, account)) {
      Period period = value.period();
      csv.append(
          line(
              List.of(
                  value.metric(),
                  value.variant(),
                  Integer.toString(value.version()),
                  value.unit(),
                  period.from().toString(),
                  period.to().toString(),
                  period.zone().getId(),
                  value.value().isPresent() ? Double.toString(value.value().getAsDouble()) : "",
                  value.interval().map(i -> Double.toString(i.low())).orElse(""),
                  value.interval().map(i -> Double.toString(i.high())).orElse(""),
                  Long.toString(value.estimate().n()),
                  value.absentReason().orElse(""))));
    }
    send(response, "text/csv", key + ".csv", csv.toString());
  }

  @GetMapping("/metrics/{key}/values.json")
  @OpenTo(Circle.SIGNED_IN)
  void json(
      Visit visit,
      @PathVariable String key,
      @RequestParam(defaultValue = "") String variant,
      @RequestParam(defaultValue = "") String days,
      @RequestParam(defaultValue = "") String grain,
      @RequestParam(defaultValue = "") String account,
      HttpServletResponse response)
      throws IOException {
    send(
        response,
        "application/json",
        key + ".json",
        MetricJson.write(values(visit, key, variant, days, grain, account)));
  }

  /** The name of the one account that is asked about; empty for all of them. */
  private String name(Viewpoint view, String account) {
    return name(accounts, view, account);
  }

  /** The name of the one account that is asked about, if it is in sight; empty for all of them. */
  static String name(Reports accounts, Viewpoint view, String account) {
    if (account.isEmpty()) {
      return "";
    }
    accounts.requireInSight(view, account);
    return accounts.names(view).getOrDefault(account, account);
  }

  private List<MetricValue> values(
      Visit visit, String key, String variant, String days, String grain, String account) {
    Viewpoint view = Sights.viewpoint(visit, clock.instant());
    name(view, account); // refuses one that is out of sight
    return reports.values(view, question(key, variant, days, grain, "", account));
  }

  private MetricQuestion question(
      String key, String variant, String days, String grain, String by, String account) {
    return question(reports, key, variant, days, grain, by, account);
  }

  /** What an address asks about a metric. */
  static MetricQuestion question(
      MetricReports reports,
      String key,
      String variant,
      String days,
      String grain,
      String by,
      String account) {
    MetricQuestion usual = reports.usual(key);
    try {
      return new MetricQuestion(
          key,
          variant.isEmpty() ? null : variant,
          days.isEmpty() ? usual.days() : Integer.parseInt(days),
          grain.isEmpty() ? null : Grain.valueOf(grain.toUpperCase(Locale.ROOT)),
          by.isEmpty() ? null : by,
          account.isEmpty() ? null : account);
    } catch (IllegalArgumentException e) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "This period or step is not known: " + days + " " + grain, e);
    }
  }

  static String line(List<String> cells) {
    return cells.stream()
            .map(cell ->
                cell.matches("(?s).*[\",\r\n].*") ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell)
            .collect(Collectors.joining(","))
        + "\n";
  }

  private static void send(HttpServletResponse response, String type, String name, String text)
      throws IOException {
    send(response, type + "; charset=utf-8", name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers with a file. */
  static void send(HttpServletResponse response, String type, String name, byte[] content)
      throws IOException {
    response.setContentType(type);
    response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
    response.getOutputStream().write(content);
  }
}
