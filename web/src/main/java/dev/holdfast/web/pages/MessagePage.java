package dev.holdfast.web.pages;

import dev.holdfast.stream.Arrivals;
import dev.holdfast.stream.FailedEvent;
import dev.holdfast.stream.FailedFilter;
import dev.holdfast.stream.MessageTrace;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Follows one message through every stage, by its id. */
@Controller
public final class MessagePage {

  static final String PATH = "/data/message";

  private static final int MOST_FAILED = 50;

  /** What the page shows. */
  public record Model(
      String id,
      String headline,
      String sentence,
      List<TraceTelling.Trace> traces,
      String zone,
      String back) {}

  private final Arrivals arrivals;

  MessagePage(Arrivals arrivals) {
    this.arrivals = arrivals;
  }

  @GetMapping(PATH)
  @OpenTo(Circle.DATA_STEWARDS)
  Page show(Visit visit, @RequestParam(name = "id", defaultValue = "") String given) {
    String id = given.strip();
    List<MessageTrace> traces = id.isEmpty() ? List.of() : arrivals.trace(id);
    TraceTelling telling = new TraceTelling(visit);
    return Page.of(
        "pages/data/message",
        "Follow a message",
        Section.DATA,
        new Model(
            id,
            id.isEmpty() ? "Follow a message" : TraceTelling.headline(traces),
            id.isEmpty()
                ? "By its messageId: when it came, when it was stored, when health held it."
                : "",
            traces.stream().map(each -> telling.trace(each, failed(visit, each))).toList(),
            visit.asOf().zone().getId(),
            visit.link("/data")));
  }

  /** The page of the message as it failed, if it waits. */
  private String failed(Visit visit, MessageTrace trace) {
    FailedFilter filter =
        new FailedFilter(
            FailedEvent.Status.OPEN, trace.source(), "", "", trace.messageId(), 0, MOST_FAILED);
    return trace.steps().stream().noneMatch(s -> s.stage() == MessageTrace.Stage.FAILED)
        ? ""
        : arrivals.failed().list(filter).stream()
            .filter(event -> event.messageId().equals(trace.messageId()))
            .findFirst()
            .map(event -> visit.link(FailedPage.PATH + "/" + event.id()))
            .orElse("");
  }
}
