package dev.holdfast.web.pages;

import dev.holdfast.app.Pipeline;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.stream.Arrivals;
import dev.holdfast.stream.FailedEvent;
import dev.holdfast.stream.FailedEvents;
import dev.holdfast.stream.FailedFilter;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Redirect;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Messages that were not taken in: find them, correct them, run them again. A replay ends with a
 * refresh, so that every other page agrees at once.
 */
@Controller
public final class FailedPage {

  static final String PATH = "/data/failed";

  private static final int ROWS = 50;
  private static final int UNKNOWN = -1;

  /**
   * What the list shows.
   *
   * @param allLink to the list with nothing left out; empty when nothing is
   */
  public record Model(
      String headline,
      String sentence,
      String done,
      Narrowed narrowed,
      List<Narrowed.Option> sources,
      List<Narrowed.Option> reasons,
      String allLink,
      List<FailedTelling.Row> rows,
      String next,
      String back) {}

  /**
   * What the page of one message shows.
   *
   * @param problem why the last correction was not kept; empty at first
   */
  public record OneModel(
      String headline, FailedTelling.Row row, Narrowed narrowed, String problem, String back) {}

  private final FailedEvents failed;
  private final Pipeline pipeline;

  FailedPage(Arrivals arrivals, Pipeline pipeline) {
    this.failed = arrivals.failed();
    this.pipeline = pipeline;
  }

  @GetMapping(PATH)
  @OpenTo(Circle.DATA_STEWARDS)
  Page list(
      Visit visit,
      @RequestParam Map<String, String> parameters,
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "0") long corrected,
      @RequestParam(defaultValue = "-1") long taken,
      @RequestParam(defaultValue = "0") long waiting) {
    Narrowed narrowed = Narrowed.of(parameters);
    List<FailedEvent> events = failed.list(narrowed.filter(after, ROWS));
    List<FailedEvents.Count> counts = failed.counts();
    FailedTelling telling = new FailedTelling(visit);
    int found = after > 0 || events.size() == ROWS ? UNKNOWN : events.size();
    return Page.of(
        "pages/data/failed",
        "Failed messages",
        Section.DATA,
        new Model(
            FailedTelling.headline(narrowed, counts, found),
            FailedTelling.sentence(narrowed, events.isEmpty()),
            done(corrected, taken, waiting),
            narrowed,
            narrowed.sources(counts),
            narrowed.reasons(counts),
            narrowed.isNarrow() ? visit.link(PATH) : "",
            events.stream().map(telling::inList).toList(),
            events.size() < ROWS ? "" : narrowed.link(visit, "after", events.getLast().id()),
            visit.link("/data")));
  }

  private String done(long corrected, long taken, long waiting) {
    if (taken >= 0) {
      return FailedTelling.replayed(taken, waiting);
    }
    return corrected == 0 ? "" : FailedTelling.corrected(failed.find(corrected));
  }

  @GetMapping(PATH + "/{id}")
  @OpenTo(Circle.DATA_STEWARDS)
  Page one(
      Visit visit,
      @PathVariable long id,
      @RequestParam(defaultValue = "") String again,
      @RequestParam Map<String, String> parameters) {
    FailedEvent event = failed.find(id);
    FailedTelling.Row row = new FailedTelling(visit).whole(event);
    boolean failedAgain = !again.isEmpty() && event.status() == FailedEvent.Status.OPEN;
    String headline =
        failedAgain
            ? "This message still cannot be taken in"
            : event.status() == FailedEvent.Status.OPEN
                ? "This message was not taken in"
                : "This message was taken in after all";
    return one(visit, headline, row, Narrowed.of(parameters), "");
  }

  /**
   * Keeps a correction, or shows it again with what is wrong with it.
   *
   * @param run whether to run the message again at once
   */
  @PostMapping(PATH + "/{id}")
  @OpenTo(Circle.DATA_STEWARDS)
  Object correct(
      Visit visit,
      @PathVariable long id,
      @RequestParam(defaultValue = "") String message,
      @RequestParam(defaultValue = "false") boolean run,
      @RequestParam Map<String, String> parameters) {
    Narrowed narrowed = Narrowed.of(parameters);
    FailedEvent event = failed.find(id);
    try {
      if (!FailedTelling.shows(event, message)) {
        failed.correct(id, message, visit.person().name());
      }
    } catch (HoldfastException e) {
      if (e.code() != ErrorCode.BAD_REQUEST || event.status() != FailedEvent.Status.OPEN) {
        throw e;
      }
      FailedTelling.Row row = new FailedTelling(visit).whole(event).with(message);
      String problem = String.valueOf(e.getMessage()).replaceFirst("^The body", "The text");
      return one(visit, "This correction was not kept", row, narrowed, problem)
          .with(HttpStatus.BAD_REQUEST);
    }
    return run
        ? runAgain(visit, id, narrowed)
        : new Redirect(narrowed.link(visit, "corrected", id));
  }

  /** One that still fails is shown alone, with its new reason. */
  private Redirect runAgain(Visit visit, long id, Narrowed narrowed) {
    FailedEvents.Replayed replayed =
        failed.replay(FailedFilter.open().page(id - 1, 1), visit.person().name());
    if (replayed.taken() > 0) {
      pipeline.refresh();
      return new Redirect(narrowed.link(visit, "taken", replayed.taken()));
    }
    return new Redirect(narrowed.link(PATH + "/" + id, visit, "again", "yes"));
  }

  @PostMapping(PATH + "/replay")
  @OpenTo(Circle.DATA_STEWARDS)
  Redirect replay(Visit visit, @RequestParam Map<String, String> parameters) {
    Narrowed narrowed = Narrowed.of(parameters);
    FailedEvents.Replayed replayed =
        failed.replay(narrowed.filter(0, Integer.MAX_VALUE), visit.person().name());
    if (replayed.taken() > 0) {
      pipeline.refresh();
    }
    return new Redirect(
        narrowed.link(visit, "taken", replayed.taken(), "waiting", replayed.waiting()));
  }

  private static Page one(
      Visit visit, String headline, FailedTelling.Row row, Narrowed narrowed, String problem) {
    return Page.of(
        "pages/data/failed-one",
        "Failed message",
        Section.DATA,
        new OneModel(headline, row, narrowed, problem, narrowed.link(visit)));
  }
}
