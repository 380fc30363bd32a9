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

  private static final long MEGABYTE = 1_000_000;

  /**
   * What the cards show.
   *
   * @param waiting messages that failed and wait
   * @param refused requests refused since the start
   * @param backlog what waits to be stored
   */
  public record Model(
      List<Row> rows,
      List<Reason> failed,
      long waiting,
      String refused,
      String backlog,
      boolean steward) {}

  /**
   * One source.
   *
   * @param link to its keys; empty when it has none or they are not for this reader
   * @param traffic what it sent; null when it never sent anything
   */
  public record Row(String name, String link, @Nullable Traffic traffic) {}

  /**
   * What a source sent lately.
   *
   * @param accepted messages of 24 hours that were taken in, like the other counts
   * @param retried the share of requests that were retries
   * @param retriedExact the same in counts
   */
  public record Traffic(
      Sparkline minutes,
      String hour,
      String accepted,
      String retried,
      String retriedExact,
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
  Model tell(Visit visit) {
    boolean steward = Circle.DATA_STEWARDS.holds(visit.person().role());
    List<FailedEvents.Count> failed = arrivals.failed().counts();
    return new Model(
        rows(visit, steward),
        failed.stream().map(count -> reason(visit, count, steward)).toList(),
        failed.stream().mapToLong(FailedEvents.Count::messages).sum(),
        refused(counts.refused()),
        backlog(arrivals.backlogBytes()),
        steward);
  }

  /** Lines that send a first message here, with a key in them. */
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
        Words.number(day.taken()),
        day.retried() == 0 ? "0" : Words.percent((double) day.retried() / day.requests(), 1),
        Words.number(day.retried())
            + " of "
            + Words.count(day.requests(), "request", "requests")
            + " had been tried before",
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
    if (counts.isEmpty()) {
      return "No request was refused since the server started.";
    }
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    return Words.count(all, "request was", "requests were")
        + " refused since the server started: "
        + counts.entrySet().stream()
            .map(each -> each.getKey() + " (" + Words.number(each.getValue()) + ")")
            .collect(Collectors.joining(", "))
        + ".";
  }

  private static String backlog(long bytes) {
    if (bytes <= 0) {
      return "Nothing waits to be stored.";
    }
    return (bytes < MEGABYTE
            ? "Less than 1 MB is"
            : Words.number((double) bytes / MEGABYTE, 1) + " MB are")
        + " safe on the disk and will be stored next.";
  }
}
