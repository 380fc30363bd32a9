package dev.holdfast.demo;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.FactAppender;
import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.ImportId;
import dev.holdfast.warehouse.Writer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Carries a story into the log: one thread tells, the warehouse's writer appends, and at most a few
 * days lie between them, so that memory does not grow with the history.
 */
final class Loader implements AutoCloseable {

  private static final int DAYS_AHEAD = 3;

  /** A day that was told; or, without a batch, the end or the failure of the story. */
  private record Told(
      int number,
      boolean monthEnds,
      Outbox.@Nullable Batch batch,
      @Nullable RuntimeException failure) {}

  private final FactLog log;
  private final ImportId delivery;
  private final Progress progress;
  private final Story story;
  private final int totalDays;
  private final BlockingQueue<Told> days = new ArrayBlockingQueue<>(DAYS_AHEAD);
  private final Thread teller;
  private final EnumMap<FactType, Long> counts = new EnumMap<>(FactType.class);
  private final Map<Class<?>, FactType> types = new HashMap<>();
  private boolean told;

  Loader(FactLog log, ImportId delivery, Story story, Progress progress) {
    this.log = log;
    this.delivery = delivery;
    this.story = story;
    this.totalDays = story.days();
    this.progress = progress;
    for (FactType type : FactType.values()) {
      types.put(type.recordClass(), type);
    }
    this.teller = Thread.ofPlatform().name("demo-story").daemon(true).start(this::tell);
  }

  /** Appends the whole story and says how many facts of each type that were. */
  Map<FactType, Long> load() {
    while (!told) {
      Map<FactType, Long> month = log.warehouse().writeAlone(this::appendMonth);
      month.forEach((type, count) -> counts.merge(type, count, Long::sum));
    }
    return counts;
  }

  @Override
  public void close() {
    teller.interrupt();
  }

  /** Appends up to the end of a month and says how many facts of each type that were. */
  private Map<FactType, Long> appendMonth(Writer writer) {
    Map<FactType, FactAppender> appenders = new LinkedHashMap<>();
    EnumMap<FactType, Long> appended = new EnumMap<>(FactType.class);
    try {
      Told day;
      do {
        day = days.take();
        if (day.failure != null) {
          throw day.failure;
        }
        Outbox.Batch batch = day.batch;
        if (batch != null) {
          append(writer, batch, appenders, appended);
          progress.at("Telling the story", day.number, totalDays);
        } else {
          told = true;
        }
      } while (!day.monthEnds);
      return appended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HoldfastException(ErrorCode.OUTSIDE_UNAVAILABLE, "interrupted", e);
    } finally {
      appenders.values().forEach(FactAppender::close);
    }
  }

  private void append(
      Writer writer,
      Outbox.Batch batch,
      Map<FactType, FactAppender> appenders,
      Map<FactType, Long> appended) {
    for (int i = 0; i < batch.size(); i++) {
      Fact fact = batch.fact(i);
      FactType type = types.get(fact.getClass());
      if (type == null) {
        throw new HoldfastException(ErrorCode.BROKEN_PROMISE, "no type for " + fact.getClass());
      }
      appenders
          .computeIfAbsent(type, t -> log.appender(writer, t, delivery))
          .append(fact, batch.learnedAt(i));
      appended.merge(type, 1L, Long::sum);
    }
  }

  private void tell() {
    try {
      try {
        story.tell(
            (number, monthEnds, batch) -> days.put(new Told(number, monthEnds, batch, null)));
        days.put(new Told(0, true, null, null));
      } catch (RuntimeException e) {
        days.put(new Told(0, true, null, e));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody listens any more
    }
  }
}
