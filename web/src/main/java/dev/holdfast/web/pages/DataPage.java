package dev.holdfast.web.pages;

import dev.holdfast.app.Pipeline;
import dev.holdfast.facts.ImportId;
import dev.holdfast.intake.ImportRecord;
import dev.holdfast.intake.ImportReport;
import dev.holdfast.intake.Imports;
import dev.holdfast.intake.Quarantine;
import dev.holdfast.intake.QuarantineFilter;
import dev.holdfast.intake.QuarantinedRow;
import dev.holdfast.reports.FeedLine;
import dev.holdfast.reports.Reports;
import dev.holdfast.reports.Viewpoint;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Redirect;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Words;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What data arrives: feeds, deliveries, imports with undo, and the quarantine with correct and
 * replay. Undo and replay end with a refresh, so that every other page agrees at once.
 */
@Controller
public final class DataPage {

  private static final int ROWS = 50;
  private static final String FIELD = "field.";

  /** What the page shows. */
  public record Model(
      String headline,
      List<Feed> feeds,
      List<Delivered> deliveries,
      List<Import> imports,
      List<Reason> reasons,
      SourceCards.Model sources,
      String done,
      boolean steward) {}

  /** What arrived together from elsewhere than a file: a stream, the demo company. */
  public record Delivered(
      String label, String kind, String when, String last, String facts, List<String> counts) {}

  /** One kind of fact from one source. */
  public record Feed(
      String source,
      String fact,
      String facts,
      String last,
      String lag,
      String state,
      String css) {}

  /** One import. */
  public record Import(
      long id,
      String file,
      String mapping,
      String when,
      String rows,
      String accepted,
      String duplicate,
      String quarantined,
      String link,
      boolean undone) {}

  /** Rows with one kind of problem. */
  public record Reason(
      String fact, String field, String code, String example, String rows, String link) {}

  /** What the quarantine page shows. */
  public record QuarantineModel(
      String headline, String sentence, List<Row> rows, String next, Replay replay, String back) {}

  /** What would be run again: all that the list is narrowed to. */
  public record Replay(String importId, String fact, String field, String code) {}

  /** One row in quarantine. */
  public record Row(long id, String file, String problem, List<Cell> cells, boolean corrected) {}

  /** One field of a row. */
  public record Cell(String name, String text, boolean wrong) {}

  private final Reports reports;
  private final Imports imports;
  private final Quarantine quarantine;
  private final Pipeline pipeline;
  private final SourceCards sources;
  private final InstantSource clock;

  DataPage(
      Reports reports,
      Imports imports,
      Pipeline pipeline,
      SourceCards sources,
      InstantSource clock) {
    this.reports = reports;
    this.imports = imports;
    this.quarantine = imports.quarantine();
    this.pipeline = pipeline;
    this.sources = sources;
    this.clock = clock;
  }

  @GetMapping("/data")
  @OpenTo(Circle.SIGNED_IN)
  Page show(Visit visit, @RequestParam(defaultValue = "") String undone) {
    Viewpoint view = Sights.viewpoint(visit, clock.instant());
    List<FeedLine> feeds = reports.feeds(view);
    boolean steward = Circle.DATA_STEWARDS.holds(visit.person().role());
    List<Quarantine.Count> counts = quarantine.counts();
    SourceCards.Model sent = sources.tell(visit);
    return Page.of(
        "pages/data",
        "Data",
        Section.DATA,
        new Model(
            headline(feeds, counts, sent),
            feeds.stream().map(feed -> feed(visit, feed)).toList(),
            delivered(visit, view),
            imports.list().stream().map(record -> row(visit, record)).toList(),
            counts.stream().map(count -> reason(visit, count, steward)).toList(),
            sent,
            undone(undone),
            steward));
  }

  private static String headline(
      List<FeedLine> feeds, List<Quarantine.Count> counts, SourceCards.Model sent) {
    long silent = feeds.stream().filter(feed -> feed.state() == FeedLine.State.SILENT).count();
    long waiting = counts.stream().mapToLong(Quarantine.Count::rows).sum();
    String failed =
        sent.waiting() == 0
            ? ""
            : Words.count(sent.waiting(), "message was", "messages were") + " not taken in";
    if (feeds.isEmpty()) {
      return "No data has arrived yet" + (failed.isEmpty() ? "" : "; " + failed);
    }
    return (silent == 0
            ? "Every feed delivers"
            : Words.count(silent, "feed is", "feeds are") + " silent")
        + (waiting == 0
            ? "; nothing waits in quarantine"
            : "; " + Words.count(waiting, "row waits", "rows wait") + " in quarantine")
        + (failed.isEmpty() ? "" : "; " + failed);
  }

  /** Deliveries that no file brought; files have a list of their own, which says more. */
  private List<Delivered> delivered(Visit visit, Viewpoint view) {
    Set<Long> files =
        imports.list().stream().map(each -> each.id().number()).collect(Collectors.toSet());
    return reports.deliveries(view).stream()
        .filter(delivery -> !files.contains(delivery.number()))
        .map(delivery ->
            new Delivered(
                delivery.label(),
                delivery.undone() ? delivery.kind() + ", undone" : delivery.kind(),
                near(visit, delivery.startedAt()) + " by " + delivery.by(),
                delivery.lastRecordedAt() == null ? "" : near(visit, delivery.lastRecordedAt()),
                Words.number(delivery.facts()),
                delivery.counts().stream()
                    .map(
                        count -> count.fact().replace('_', ' ') + " " + Words.number(count.facts()))
                    .toList()))
        .toList();
  }

  private static String near(Visit visit, Instant at) {
    return Words.nearDate(at.atZone(visit.asOf().zone()).toLocalDate(), visit.asOf().day());
  }

  /** What was just undone, as the page says it; empty when nothing was. */
  private String undone(String number) {
    return imports.list().stream()
        .filter(each -> Long.toString(each.id().number()).equals(number))
        .filter(each -> each.undoneAt().isPresent())
        .map(each ->
            "The import of "
                + each.file()
                + " is undone: its "
                + Words.count(each.rows().accepted(), "fact counts", "facts count")
                + " no more, and every number has been made without them. The file can be imported"
                + " again.")
        .findFirst()
        .orElse("");
  }

  private static Feed feed(Visit visit, FeedLine feed) {
    return new Feed(
        feed.source(),
        feed.fact().replace('_', ' '),
        Words.number(feed.facts()),
        Words.nearDate(feed.lastDay(), visit.asOf().day()),
        Words.duration(feed.lag()),
        feed.state() == FeedLine.State.SILENT
            ? "silent for " + Words.count(feed.missingDays(), "day", "days")
            : feed.state().word(),
        feed.state() == FeedLine.State.SILENT ? "down" : "muted");
  }

  private static Import row(Visit visit, ImportRecord record) {
    return new Import(
        record.id().number(),
        record.file(),
        record.mapping() + " v" + record.version(),
        near(visit, record.at()) + " by " + record.by(),
        Words.number(record.rows().total()),
        Words.number(record.rows().accepted()),
        Words.number(record.rows().duplicate() + record.rows().unchanged()),
        Words.number(record.rows().quarantined()),
        visit.link("/data/quarantine", "import", record.id().number()),
        record.undoneAt().isPresent());
  }

  private static Reason reason(Visit visit, Quarantine.Count count, boolean steward) {
    return new Reason(
        count.fact(),
        count.field(),
        count.code(),
        steward ? count.example() : "",
        Words.number(count.rows()),
        visit.link(
            "/data/quarantine",
            "fact",
            count.fact(),
            "field",
            count.field(),
            "code",
            count.code()));
  }

  @GetMapping("/data/quarantine")
  @OpenTo(Circle.DATA_STEWARDS)
  Page quarantine(
      Visit visit,
      @RequestParam(name = "import", defaultValue = "") String importId,
      @RequestParam(defaultValue = "") String fact,
      @RequestParam(defaultValue = "") String field,
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "0") long after) {
    List<QuarantinedRow> rows =
        quarantine.list(filter(importId, fact, field, code).page(after, ROWS));
    String next =
        rows.size() < ROWS
            ? ""
            : visit.link(
                "/data/quarantine",
                "import",
                importId,
                "fact",
                fact,
                "field",
                field,
                "code",
                code,
                "after",
                rows.getLast().id());
    return Page.of(
        "pages/data/quarantine",
        "Quarantine",
        Section.DATA,
        new QuarantineModel(
            rows.isEmpty() ? "Nothing waits here" : "Rows that were not taken in",
            rows.isEmpty()
                ? "Every row of this kind was taken in."
                : "Correct what is wrong, then run the rows again; what is right is taken in.",
            rows.stream().map(DataPage::row).toList(),
            next,
            new Replay(importId, fact, field, code),
            visit.link("/data")));
  }

  private static Row row(QuarantinedRow row) {
    List<Cell> cells = new ArrayList<>();
    row.current()
        .forEach((name, text) -> cells.add(new Cell(name, text, name.equals(row.field()))));
    return new Row(
        row.id(),
        row.file() + ", row " + row.row(),
        row.says(),
        List.copyOf(cells),
        row.corrected().isPresent());
  }

  @PostMapping("/data/imports/{id}/undo")
  @OpenTo(Circle.DATA_STEWARDS)
  Redirect undo(Visit visit, @PathVariable long id) {
    imports.undo(new ImportId(id), visit.person().name());
    pipeline.refresh();
    return new Redirect("/data?undone=" + id);
  }

  @PostMapping("/data/quarantine/{id}/correct")
  @OpenTo(Circle.DATA_STEWARDS)
  Redirect correct(
      Visit visit, @PathVariable long id, @RequestParam Map<String, String> parameters) {
    QuarantinedRow row = quarantine.find(id);
    Map<String, String> changed = new TreeMap<>();
    parameters.forEach((name, text) -> {
      if (name.startsWith(FIELD)) {
        String column = name.substring(FIELD.length());
        if (!text.equals(row.current().getOrDefault(column, ""))) {
          changed.put(column, text);
        }
      }
    });
    if (!changed.isEmpty()) {
      quarantine.correct(id, changed, visit.person().name());
    }
    return new Redirect("/data/quarantine?import=" + row.importId().number());
  }

  @PostMapping("/data/quarantine/replay")
  @OpenTo(Circle.DATA_STEWARDS)
  Page replay(
      Visit visit,
      @RequestParam(name = "import", defaultValue = "") String importId,
      @RequestParam(defaultValue = "") String fact,
      @RequestParam(defaultValue = "") String field,
      @RequestParam(defaultValue = "") String code) {
    List<ImportReport> reports =
        quarantine.replay(filter(importId, fact, field, code), visit.person().name());
    if (!reports.isEmpty()) {
      pipeline.refresh();
    }
    long accepted = reports.stream().mapToLong(report -> report.rows().accepted()).sum();
    long waiting = reports.stream().mapToLong(report -> report.rows().quarantined()).sum();
    return Page.of(
        "pages/data/quarantine",
        "Quarantine",
        Section.DATA,
        new QuarantineModel(
            Words.count(accepted, "row was", "rows were")
                + " taken in, "
                + Words.count(waiting, "still waits", "still wait"),
            accepted == 0 ? "" : "Every number has been made with them.",
            quarantine.list(filter(importId, fact, field, code).page(0, ROWS)).stream()
                .map(DataPage::row)
                .toList(),
            "",
            new Replay(importId, fact, field, code),
            visit.link("/data")));
  }

  private static QuarantineFilter filter(String importId, String fact, String field, String code) {
    return new QuarantineFilter(
        QuarantinedRow.Status.OPEN,
        Optional.of(importId)
            .filter(text -> text.matches("[0-9]{1,18}"))
            .map(text -> new ImportId(Long.parseLong(text))),
        Optional.of(fact).filter(text -> !text.isEmpty()),
        Optional.of(field).filter(text -> !text.isEmpty()),
        Optional.of(code).filter(text -> !text.isEmpty()),
        0,
        Integer.MAX_VALUE);
  }
}
