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

  /** A transaction ends with the first month that has brought it so many facts. */
  private static final long FACTS_A_TRANSACTION = 400_000;

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
  private boolean told;

  Loader(FactLog log, ImportId delivery, Story story, Progress progress) {
    this.log = log;
    this.delivery = delivery;
    this.story = story;
    this.totalDays = story.days();
    this.progress = progress;
    this.teller = Thread.ofPlatform().name("demo-story").daemon(true).start(this::tell);
  }

  /** Appends the whole story and says how many facts of each type that were. */
  Map<FactType, Long> load() {
    while (!told) {
      Map<FactType, Long> months = log.warehouse().writeAlone(this::appendMonths);
      months.forEach((type, count) -> counts.merge(type, count, Long::sum));
    }
    return counts;
  }

  @Override
  public void close() {
    teller.interrupt();
  }

  /** Appends a few months and says how many facts of each type that were. */
  private Map<FactType, Long> appendMonths(Writer writer) {
    Map<Class<?>, Table> tables = new LinkedHashMap<>();
    long facts = 0;
    try {
      Told day;
      do {
        day = days.take();
        if (day.failure != null) {
          throw day.failure;
        }
        Outbox.Batch batch = day.batch;
        if (batch != null) {
          append(writer, batch, tables);
          facts += batch.size();
          progress.at("Telling the story", day.number, totalDays);
        } else {
          told = true;
        }
      } while (!told && !(day.monthEnds && facts >= FACTS_A_TRANSACTION));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HoldfastException(ErrorCode.OUTSIDE_UNAVAILABLE, "interrupted", e);
    } finally {
      tables.values().forEach(table -> table.appender.close());
    }
    EnumMap<FactType, Long> appended = new EnumMap<>(FactType.class);
    tables.values().forEach(table -> appended.put(table.type, table.count));
    return appended;
  }

  private void append(Writer writer, Outbox.Batch batch, Map<Class<?>, Table> tables) {
    Table table = null;
    Class<?> before = null;
    for (int i = 0; i < batch.size(); i++) {
      Fact fact = batch.fact(i);
      if (table == null || fact.getClass() != before) { // facts of a type come in runs
        before = fact.getClass();
        table = tables.computeIfAbsent(before, c -> new Table(writer, FactType.of(fact)));
      }
      table.appender.append(fact, batch.learnedAt(i));
      table.count++;
    }
  }

  /** One fact table during one transaction. */
  private final class Table {
    private final FactType type;
    private final FactAppender appender;
    private long count;

    Table(Writer writer, FactType type) {
      this.type = type;
      this.appender = log.appender(writer, type, delivery);
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
