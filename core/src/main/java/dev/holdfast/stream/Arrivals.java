package dev.holdfast.stream;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.FactLog;
import dev.holdfast.journal.Journal;
import dev.holdfast.journal.JournalSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The door for messages. {@link #accept} keeps a request safe; {@link #load} stores what is kept.
 * The two run side by side: whatever holds up the warehouse holds up nobody who sends.
 */
public final class Arrivals implements AutoCloseable {

  private final FactLog log;
  private final Journal journal;
  private final Loader loader;
  private final InstantSource clock;
  private final FailedEvents failed;
  private volatile @Nullable LocalDate passed;

  private Arrivals(FactLog log, Journal journal, Loader loader, InstantSource clock) {
    this.log = log;
    this.clock = clock;
    this.journal = journal;
    this.loader = loader;
    this.failed = new FailedEvents(log.warehouse(), loader, this);
    this.passed = log.warehouse().read(PassStore::lastDay).orElse(null);
  }

  /** Opens the journal in a folder and makes the tables that are missing. */
  public static Arrivals open(
      FactLog log, Path folder, JournalSettings settings, InstantSource clock) {
    log.warehouse()
        .write(writer -> {
          LoadStore.createTables(writer.sql());
          KnownStore.createTables(writer.sql());
          FailedEventStore.createTable(writer.sql());
          PassStore.createTable(writer.sql());
          return true;
        });
    long position = log.warehouse().read(LoadStore::position);
    Journal journal = Journal.open(folder, settings, position);
    return new Arrivals(log, journal, new Loader(log, journal, clock, position), clock);
  }

  /**
   * Takes a request; the future completes once it is on the disk. What becomes of each of its
   * messages is decided when it is loaded.
   *
   * @throws HoldfastException at once, or from the future: {@code OVERLOADED} or {@code
   *     OUTSIDE_UNAVAILABLE}; nothing was taken then
   */
  public CompletableFuture<Long> accept(Arrival arrival) {
    return journal.append(arrival.parts());
  }

  /** Waits until something is to be loaded, or so long; whether there is. */
  public boolean await(long milliseconds) throws InterruptedException {
    return journal.awaitBehind(loader.position(), milliseconds);
  }

  /** Whether something is to be loaded. */
  public boolean isWaiting() {
    return journal.end() > loader.position();
  }

  /** Stores all that was accepted up to now; how many messages that was. */
  public long load() {
    long messages = 0;
    long end = journal.end();
    while (loader.position() < end) {
      int some = loader.load();
      if (some < 0) {
        break;
      }
      messages += some;
    }
    return messages;
  }

  /** Notes that rollups and health hold what was recorded up to a moment. */
  public void refreshed(Instant upTo, Instant finished) {
    log.warehouse()
        .writeStreamed(writer -> {
          LoadStore.insertRefresh(writer.sql(), upTo, finished);
          return true;
        });
  }

  /**
   * Once a day takes back what was sent again after its id was forgotten, and forgets what is older
   * than a week. Does nothing when that was done on the day already.
   */
  public void tidy(LocalDate today) {
    LocalDate last = passed;
    if (last == null || last.isBefore(today)) {
      NightlyPass.run(log, today);
      passed = today;
    }
  }

  /** What sources sent lately, by their names. */
  public List<SourceTraffic> traffic() {
    return log.warehouse()
        .read(sql -> TrafficQueries.all(sql, log.warehouse().engine(), clock.instant()));
  }

  /** What became of the messages with an id, one trace for each source that sent one. */
  public List<MessageTrace> trace(String messageId) {
    List<MessageTrace> traces = log.warehouse().read(sql -> TraceQueries.of(sql, messageId));
    return loader.waiting(messageId, traces);
  }

  /** The messages that were not taken in. */
  public FailedEvents failed() {
    return failed;
  }

  /** How often the disk was asked to make requests safe since the start. */
  public long syncs() {
    return journal.syncs();
  }

  /** Messages that were loaded since the start. */
  public long loaded() {
    return loader.loaded();
  }

  /** Bytes that are safe and not loaded yet. */
  public long backlogBytes() {
    return journal.backlogBytes();
  }

  @Override
  public void close() {
    journal.close();
  }
}
