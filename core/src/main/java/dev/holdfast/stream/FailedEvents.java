package dev.holdfast.stream;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.warehouse.Warehouse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** The messages that were not taken in: list them, search them, correct them, run them again. */
public final class FailedEvents {

  /** So many are run again in one change. */
  private static final int AT_A_TIME = 2_000;

  private final Warehouse warehouse;
  private final Loader loader;
  private final Arrivals arrivals;

  FailedEvents(Warehouse warehouse, Loader loader, Arrivals arrivals) {
    this.warehouse = warehouse;
    this.loader = loader;
    this.arrivals = arrivals;
  }

  /**
   * Messages that wait for one reason.
   *
   * @param example one of the sentences
   * @param newest when the last one came
   */
  public record Count(
      String source, String code, String field, String example, long messages, Instant newest) {}

  /**
   * What became of a replay.
   *
   * @param taken messages taken in
   * @param waiting messages that still wait, with their new reason
   */
  public record Replayed(long taken, long waiting) {}

  /** The messages meant, in the order they came. */
  public List<FailedEvent> list(FailedFilter filter) {
    return warehouse.read(sql -> FailedEventStore.list(sql, filter));
  }

  /** Waiting messages by source, reason and field, the most frequent first. */
  public List<Count> counts() {
    return warehouse.read(FailedEventStore::counts);
  }

  /** One message. */
  public FailedEvent find(long id) {
    return warehouse.read(sql -> FailedEventStore.find(sql, id));
  }

  /**
   * Writes a message as it should have been; what was sent is kept beside it.
   *
   * @throws HoldfastException {@code BAD_REQUEST} when the text is no JSON object, or the message
   *     does not wait any more
   */
  public FailedEvent correct(long id, String message, String who) {
    FailedEvent event = find(id);
    mustWait(event);
    byte[] body = message.getBytes(StandardCharsets.UTF_8);
    Envelope.of(body, event.isWholeRequest() ? event.wire() : Wire.TRACK);
    warehouse.write(writer -> {
      FailedEventStore.correct(writer, id, message, who);
      return true;
    });
    return find(id);
  }

  /**
   * Runs messages again, as corrected. Those taken in are marked resolved, the others keep waiting
   * with their new reason.
   */
  public Replayed replay(FailedFilter filter, String who) {
    long taken = 0;
    long waiting = 0;
    long after = filter.after();
    while (true) {
      List<FailedEvent> some =
          list(filter.page(after, (int) Math.min(AT_A_TIME, filter.limit() - taken - waiting)));
      if (some.isEmpty()) {
        return new Replayed(taken, waiting);
      }
      after = some.getLast().id();
      long resolved = replay(some, who);
      taken += resolved;
      waiting += some.size() - resolved;
    }
  }

  private long replay(List<FailedEvent> events, String who) {
    List<FailedEvent> requests = events.stream().filter(FailedEvent::isWholeRequest).toList();
    List<FailedEvent> messages = events.stream().filter(each -> !each.isWholeRequest()).toList();
    long resolved =
        messages.isEmpty() ? 0 : warehouse.write(writer -> loader.replay(writer, messages, who));
    for (FailedEvent request : requests) {
      resolved += replayRequest(request, who) ? 1 : 0;
    }
    return resolved;
  }

  /** A request that can be read now comes in anew; its messages have a verdict each. */
  private boolean replayRequest(FailedEvent request, String who) {
    byte[] body = request.current().getBytes(StandardCharsets.UTF_8);
    try {
      Envelope.of(body, request.wire());
    } catch (HoldfastException stillUnreadable) {
      warehouse.write(writer -> {
        FailedEventStore.setFault(
            writer,
            request.id(),
            new Fault(Fault.Code.NOT_READABLE, "", String.valueOf(stillUnreadable.getMessage())),
            who);
        return true;
      });
      return false;
    }
    arrivals
        .accept(
            new Arrival(
                request.source(),
                request.wire(),
                request.receivedAt(),
                0,
                request.messageId(),
                true,
                body))
        .join();
    warehouse.write(writer -> {
      FailedEventStore.resolve(writer, List.of(request.id()), who);
      return true;
    });
    return true;
  }

  private static void mustWait(FailedEvent event) {
    if (event.status() != FailedEvent.Status.OPEN) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "Message " + event.id() + " does not wait any more");
    }
  }
}
