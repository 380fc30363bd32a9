package dev.holdfast.web.pages;

import dev.holdfast.stream.MessageTrace;
import dev.holdfast.stream.MessageTrace.Stage;
import dev.holdfast.stream.MessageTrace.Step;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells what became of a message. */
public final class TraceTelling {

  /**
   * What became of the message of one source.
   *
   * @param failedLink to the message as it waits; empty when it does not
   */
  public record Trace(String source, String summary, List<Event> events, String failedLink) {}

  /**
   * One thing that happened.
   *
   * @param date the day, where it is another one than that of the line before; else empty
   * @param later how long after the line before
   * @param css how it looks: good, risk, none
   */
  public record Event(
      String time,
      String date,
      String exact,
      String title,
      String says,
      String later,
      String css) {}

  private record Moment(Instant at, String title, String says, String css) {}

  private final ZoneId zone;

  TraceTelling(Visit visit) {
    this.zone = visit.asOf().zone();
  }

  /** The answer, in one line. */
  static String headline(List<MessageTrace> traces) {
    if (traces.isEmpty()) {
      return "No message with this id has arrived";
    }
    return traces.size() == 1
        ? answer(traces.getFirst())
        : Words.number(traces.size()) + " sources sent a message with this id";
  }

  Trace trace(MessageTrace trace, String failedLink) {
    List<Moment> moments = moments(trace);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < moments.size(); i++) {
      Moment moment = moments.get(i);
      LocalDate day = LocalDate.ofInstant(moment.at(), zone);
      boolean first = i == 0;
      boolean sameDay = !first && day.equals(LocalDate.ofInstant(moments.get(i - 1).at(), zone));
      events.add(
          new Event(
              Words.exactTime(moment.at(), zone),
              sameDay ? "" : Words.fullDate(day),
              Words.exactMoment(moment.at(), zone),
              moment.title(),
              moment.says(),
              first
                  ? ""
                  : Words.shortDuration(Duration.between(moments.get(i - 1).at(), moment.at()))
                      + " later",
              moment.css()));
    }
    return new Trace(trace.source(), answer(trace), events, failedLink);
  }

  /** Steps of one message that say the same are one; requests stand before what came of them. */
  private static List<Moment> moments(MessageTrace trace) {
    List<Moment> moments = new ArrayList<>();
    Set<Instant> received =
        trace.steps().stream()
            .map(Step::received)
            .flatMap(Optional::stream)
            .collect(Collectors.toCollection(TreeSet::new));
    boolean again = false;
    for (Instant at : received) {
      boolean exact = trace.steps().stream().anyMatch(step -> isExact(step, at));
      moments.add(
          new Moment(
              at,
              again ? "Received again" : "Received",
              exact
                  ? ""
                  : "At the earliest: the first request that was stored together with it came then.",
              "none"));
      again = true;
    }
    trace.steps().stream().distinct().map(TraceTelling::moment).forEach(moments::add);
    moments.sort(Comparator.comparing(Moment::at));
    return moments;
  }

  /** Of what was stored it is known only when the first request of its load came. */
  private static boolean isExact(Step step, Instant received) {
    return step.received().filter(received::equals).isPresent()
        && step.stage() != Stage.STORED
        && step.stage() != Stage.IN_HEALTH;
  }

  private static Moment moment(Step step) {
    return switch (step.stage()) {
      case WAITING -> new Moment(step.at(), "Waits", step.says() + ".", "none");
      case STORED -> new Moment(step.at(), "Stored", step.says() + "; it can be queried.", "good");
      case FAILED -> new Moment(step.at(), "Not taken in", step.says(), "risk");
      case DUPLICATE -> new Moment(step.at(), "Left out", step.says() + ".", "none");
      case IN_HEALTH -> new Moment(step.at(), "In health", step.says() + ".", "good");
    };
  }

  private static String answer(MessageTrace trace) {
    Optional<Step> health = first(trace, Stage.IN_HEALTH);
    Optional<Step> stored = first(trace, Stage.STORED);
    if (health.isPresent()) {
      return "In health" + after(health.get());
    }
    if (stored.isPresent()) {
      return "Stored" + after(stored.get()) + ", not in health yet";
    }
    if (first(trace, Stage.WAITING).isPresent()) {
      return "Safe, and waits to be stored";
    }
    return first(trace, Stage.FAILED)
        .map(failed -> "Not taken in: " + failed.says())
        .orElse("Came again, and was left out");
  }

  private static Optional<Step> first(MessageTrace trace, Stage stage) {
    return trace.steps().stream().filter(step -> step.stage() == stage).findFirst();
  }

  private static String after(Step step) {
    return step.received()
        .map(at -> " " + Words.shortDuration(Duration.between(at, step.at())) + " after it came")
        .orElse("");
  }
}
