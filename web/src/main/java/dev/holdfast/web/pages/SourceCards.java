package dev.holdfast.web.pages;

import dev.holdfast.stream.Arrivals;
import dev.holdfast.stream.FailedEvents;
import dev.holdfast.stream.SourceTraffic;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.frame.OwnAddress;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.intake.IntakeCounts;
import dev.holdfast.web.parts.Sparkline;
import dev.holdfast.web.parts.Words;
import dev.holdfast.workspace.Source;
import dev.holdfast.workspace.Sources;
import dev.holdfast.workspace.Workspace;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells what sources send over HTTP, how fast it is taken in, and what failed; pages share it. */
public final class SourceCards {

  /** Less than so much waits at any busy moment and is not worth a line. */
  private static final long WORTH_SAYING_BYTES = 1_000_000;

  /**
   * What the cards show.
   *
   * @param waiting messages that failed and wait
   * @param refused requests refused since the start; empty when there were none
   * @param backlog what waits to be stored; empty when it is little
   * @param setUp lines that send a first message, for sources that have sent none
   */
  public record Model(
      List<Row> rows,
      List<Reason> failed,
      long waiting,
      String refused,
      String backlog,
      SetUp setUp,
      boolean steward) {}

  /**
   * One source.
   *
   * @param link to its keys; empty when it has none or they are not for this reader
   * @param traffic what it sent; null when it never sent anything
   */
  public record Row(String name, String link, @Nullable Traffic traffic) {}

  /** What a source sent lately. */
  public record Traffic(
      Sparkline minutes,
      String hour,
      String messages,
      String retried,
      String failed,
      String failedLink,
      String duplicates,
      String last,
      String lastExact,
      @Nullable Lag stored,
      @Nullable Lag inHealth) {}

  /** How long something took, in words. */
  public record Lag(String median, String nearlyAll, String basis) {}

  /** Messages that wait for one reason. */
  public record Reason(
      String source, String reason, String example, String messages, String newest, String link) {}

  private final Arrivals arrivals;
  private final Sources sources;
  private final IntakeCounts counts;
  private final OwnAddress address;
  private final InstantSource clock;

  SourceCards(
      Arrivals arrivals,
      Workspace workspace,
      IntakeCounts counts,
      OwnAddress address,
      InstantSource clock) {
    this.arrivals = arrivals;
    this.sources = workspace.sources();
    this.counts = counts;
    this.address = address;
    this.clock = clock;
  }

  /** Everything about all sources. */
  Model tell(Visit visit, HttpServletRequest request) {
    boolean steward = Circle.DATA_STEWARDS.holds(visit.person().role());
    List<FailedEvents.Count> failed = arrivals.failed().counts();
    return new Model(
        rows(visit, steward),
        failed.stream().map(count -> reason(visit, count, steward)).toList(),
        failed.stream().mapToLong(FailedEvents.Count::messages).sum(),
        refused(counts.refused()),
        backlog(arrivals.backlogBytes()),
        SetUp.of(address.of(request)),
        steward);
  }

  /** Lines that send a first message, with a key in them. */
  SetUp setUp(HttpServletRequest request, String key) {
    return SetUp.of(address.of(request), key);
  }

  /** What one source sent, for a steward. */
  Row row(Visit visit, String name) {
    return arrivals.traffic().stream()
        .filter(each -> each.source().equals(name))
        .findFirst()
        .map(each -> new Row(name, "", traffic(visit, each, true)))
        .orElse(new Row(name, "", null));
  }

  /** Known sources and those that sent, by name; a source may have sent before it was added. */
  private List<Row> rows(Visit visit, boolean steward) {
    Map<String, SourceTraffic> sent =
        arrivals.traffic().stream()
            .collect(Collectors.toMap(SourceTraffic::source, Function.identity()));
    Map<String, Row> rows = new TreeMap<>();
    for (Source source : sources.all()) {
      String link = steward ? visit.link(SourcesPage.path(source.name())) : "";
      rows.put(
          source.name(),
          new Row(
              source.name(),
              link,
              Optional.ofNullable(sent.get(source.name()))
                  .map(each -> traffic(visit, each, steward))
                  .orElse(null)));
    }
    sent.forEach((name, each) ->
        rows.computeIfAbsent(name, n -> new Row(n, "", traffic(visit, each, steward))));
    return List.copyOf(rows.values());
  }

  private Traffic traffic(Visit visit, SourceTraffic traffic, boolean steward) {
    SourceTraffic.Day day = traffic.day();
    long hour = traffic.perMinute().stream().mapToLong(Long::longValue).sum();
    return new Traffic(
        minutes(traffic.perMinute(), hour),
        Words.number(hour),
        Words.number(day.messages()),
        day.retried() == 0
            ? ""
            : Words.percent((double) day.retried() / day.requests(), 1)
                + " of requests were retries",
        Words.number(day.failed()),
        steward && day.failed() > 0 ? visit.link(FailedPage.PATH, "source", traffic.source()) : "",
        Words.number(day.duplicates()),
        ago(traffic.lastReceived(), visit),
        Words.exactMoment(traffic.lastReceived(), visit.asOf().zone()),
        lag(traffic.stored()),
        lag(traffic.inHealth()));
  }

  private static Sparkline minutes(List<Long> perMinute, long hour) {
    long most = perMinute.stream().mapToLong(Long::longValue).max().orElse(0);
    List<@Nullable Double> amounts = new ArrayList<>();
    perMinute.forEach(count -> amounts.add((double) count));
    return new Sparkline(
        "Messages a minute in the last hour: "
            + Words.number(hour)
            + " in all, "
            + Words.number(most)
            + " in the busiest minute",
        amounts,
        0,
        most);
  }

  private static @Nullable Lag lag(Optional<SourceTraffic.Lag> lag) {
    return lag.map(each ->
            new Lag(
                Words.shortDuration(each.median()),
                Words.shortDuration(each.p99()),
                "Half of "
                    + Words.count(each.messages(), "message", "messages")
                    + " took at most "
                    + Words.shortDuration(each.median())
                    + ", 99 of 100 at most "
                    + Words.shortDuration(each.p99())))
        .orElse(null);
  }

  /** How long ago something was: "12 s ago" within a day, else the date. */
  private String ago(Instant then, Visit visit) {
    Duration since = Duration.between(then, clock.instant());
    if (since.compareTo(Duration.ofDays(1)) >= 0) {
      LocalDate today = LocalDate.ofInstant(clock.instant(), visit.asOf().zone());
      return Words.nearDate(LocalDate.ofInstant(then, visit.asOf().zone()), today);
    }
    return since.toSeconds() < 1 ? "just now" : Words.duration(since) + " ago";
  }

  private Reason reason(Visit visit, FailedEvents.Count count, boolean steward) {
    return new Reason(
        count.source(),
        FailedReasons.words(count.code(), count.field()),
        steward ? count.example() : "",
        Words.number(count.messages()),
        ago(count.newest(), visit),
        steward
            ? visit.link(
                FailedPage.PATH,
                "source",
                count.source(),
                "code",
                count.code(),
                "field",
                count.field())
            : "");
  }

  private static String refused(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(each -> Words.number(each.getValue()) + " " + each.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String backlog(long bytes) {
    return bytes <= WORTH_SAYING_BYTES
        ? ""
        : Words.number(bytes / 1e6, 1) + " MB are safe on the disk and wait to be stored.";
  }
}
