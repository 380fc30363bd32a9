package dev.holdfast.stream;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.FactAppender;
import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.ImportId;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.journal.Journal;
import dev.holdfast.journal.JournalEntry;
import dev.holdfast.warehouse.Writer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the journal holds and stores it in one change of the warehouse: facts, messages that
 * failed, duplicates, what was seen, and how far it came. Killed at any moment, it begins again
 * where the last change ended, and makes the same of the same bytes.
 */
final class Loader {

  private static final Logger LOG = LoggerFactory.getLogger(Loader.class);

  /** About so much of the journal becomes one change. */
  private static final int BYTES_AT_A_TIME = 16 << 20;

  /** So many messages that waited for an account are taken in with one change. */
  private static final int WAITING_AT_A_TIME = 20_000;

  static final String HOLDFAST = "Holdfast";

  private final FactLog log;
  private final Journal journal;
  private final InstantSource clock;
  private final Map<String, ImportId> deliveries = new ConcurrentHashMap<>();
  private final PeopleMemory memory = new PeopleMemory();
  private final AtomicLong loaded = new AtomicLong();
  private volatile long position;
  private @Nullable Ahead ahead;

  /** A stretch that is read while the one before it is stored. */
  private record Ahead(long from, CompletableFuture<Batch> batch) {}

  Loader(FactLog log, Journal journal, InstantSource clock, long position) {
    this.log = log;
    this.journal = journal;
    this.clock = clock;
    this.position = position;
    log.deliveries().stream()
        .filter(delivery -> delivery.kind().equals("stream"))
        .filter(delivery -> delivery.undoneAt().isEmpty())
        .forEach(delivery -> deliveries.putIfAbsent(delivery.label(), delivery.id()));
  }

  /** Up to here the journal is stored. */
  long position() {
    return position;
  }

  /** Stores the next stretch of the journal; how many messages it held, -1 when there was none. */
  synchronized int load() {
    Batch batch = next();
    if (batch.entries().isEmpty()) {
      return -1;
    }
    try {
      return store(batch);
    } catch (HoldfastException e) {
      LOG.debug("{} requests could not be stored together", batch.entries().size(), e);
      return loadOneByOne(batch.entries(), e);
    }
  }

  /** What was read ahead, if that is what comes next; and begins to read what comes after it. */
  private Batch next() {
    Ahead read = ahead;
    ahead = null;
    Batch batch = read != null && read.from() == position ? read.batch().join() : read(position);
    if (!batch.entries().isEmpty() && journal.end() - batch.next() >= BYTES_AT_A_TIME) {
      long from = batch.next();
      ahead =
          new Ahead(
              from, CompletableFuture.supplyAsync(() -> read(from), Thread::startVirtualThread));
    }
    return batch;
  }

  private Batch read(long from) {
    return Batch.of(journal.read(from, BYTES_AT_A_TIME), clock.instant());
  }

  /** So that one that cannot be stored does not hold up the others. */
  private int loadOneByOne(List<JournalEntry> entries, HoldfastException cause) {
    int messages = 0;
    for (JournalEntry entry : entries) {
      try {
        messages += store(Batch.of(List.of(entry), clock.instant()));
      } catch (HoldfastException e) {
        mustStillStore(cause);
        messages += store(Batch.refused(entry, clock.instant(), e));
      }
    }
    return messages;
  }

  /** When nothing can be stored, nothing is wrong with the request: it is tried again later. */
  private void mustStillStore(HoldfastException cause) {
    try {
      log.warehouse()
          .writeStreamed(writer -> {
            LoadStore.setPosition(writer.sql(), position);
            return true;
          });
    } catch (HoldfastException e) {
      cause.addSuppressed(e);
      throw cause;
    }
  }

  private int store(Batch batch) {
    long upTo = batch.next();
    Change change =
        log.warehouse()
            .writeStreamed(writer -> {
              Change made = new Change(writer);
              made.store(batch);
              LoadStore.setPosition(writer.sql(), upTo);
              return made;
            });
    deliveries.putAll(change.opened);
    change.remember();
    position = upTo;
    journal.release(upTo);
    log.warehouse()
        .writeStreamed(writer -> {
          LoadStore.setCommitted(writer.sql(), change.load, clock.instant());
          return true;
        });
    loaded.addAndGet(batch.drafts().size());
    return batch.drafts().size();
  }

  long loaded() {
    return loaded.get();
  }

  /** Adds what waits in the journal of the messages with an id to what is stored of them. */
  List<MessageTrace> waiting(String messageId, List<MessageTrace> stored) {
    Map<String, List<MessageTrace.Step>> bySource = new TreeMap<>();
    stored.forEach(trace -> bySource.put(trace.source(), new ArrayList<>(trace.steps())));
    long at = position;
    List<JournalEntry> entries = journal.read(at, BYTES_AT_A_TIME);
    while (!entries.isEmpty()) {
      Batch batch = Batch.of(entries, clock.instant());
      for (Draft draft : batch.drafts()) {
        if (draft.messageId.equals(messageId)) {
          bySource
              .computeIfAbsent(draft.source, source -> new ArrayList<>())
              .add(
                  new MessageTrace.Step(
                      MessageTrace.Stage.WAITING,
                      draft.receivedAt,
                      "Safe on the disk; it is read as soon as what came before it is",
                      Optional.of(draft.receivedAt)));
        }
      }
      at = entries.getLast().next();
      entries = journal.read(at, BYTES_AT_A_TIME);
    }
    return bySource.entrySet().stream()
        .map(source -> new MessageTrace(source.getKey(), messageId, source.getValue()))
        .toList();
  }

  /** Runs failed messages again inside a change; how many were taken in. */
  long replay(Writer writer, List<FailedEvent> events, String who) {
    return new Change(writer).replay(events, who);
  }

  /** One change of the warehouse. It has no effect outside of it, so that it can be tried again. */
  private final class Change {

    private final Writer writer;
    private final KnownStore store;
    private final long load;
    private final Map<String, ImportId> opened = new HashMap<>();
    private Known known = new Known();
    private String mark = "";

    Change(Writer writer) {
      this.writer = writer;
      this.store = new KnownStore(writer, log.reader(writer.sql(), Knowledge.now()));
      this.load = LoadStore.nextLoad(writer.sql());
    }

    void store(Batch batch) {
      memory.check(KnownStore.mark(writer.sql()));
      Set<UUID> before = store.seen(batch.keys());
      Set<UUID> fresh = new HashSet<>();
      List<Draft> kept = new ArrayList<>();
      List<Draft> duplicates = new ArrayList<>();
      for (int i = 0; i < batch.drafts().size(); i++) {
        UUID key = batch.keys().get(i);
        boolean isNew = !before.contains(key) && fresh.add(key);
        (isNew ? kept : duplicates).add(batch.drafts().get(i));
      }
      store.see(fresh);
      known = known(kept, memory);
      Map<FactType, List<Fact>> facts = new EnumMap<>(FactType.class);
      kept.forEach(draft -> read(draft, known, facts));
      List<Draft> failed = kept.stream().filter(draft -> draft.fault != null).toList();
      append(facts);
      FailedEventStore.insert(writer, failed, this::delivery);
      LoadStore.insertDuplicates(writer, duplicates);
      LoadStore.insert(writer, load, batch.counts(failed, duplicates));
      takeInWaiting(known.placed());
      mark = KnownStore.mark(writer.sql());
    }

    /** Once it is committed: what it knew is known to the next one. */
    void remember() {
      memory.learn(known, mark);
    }

    /** Messages that waited for an account of somebody who has one now. */
    private void takeInWaiting(Set<String> people) {
      if (!people.isEmpty() && FailedEventStore.isAnyWaiting(writer.sql())) {
        Set<String> ids = new HashSet<>(people);
        ids.addAll(store.idsOf(people));
        List<FailedEvent> waiting =
            FailedEventStore.waitingFor(writer.sql(), ids, WAITING_AT_A_TIME);
        if (!waiting.isEmpty()) {
          replay(waiting, HOLDFAST);
        }
      }
    }

    long replay(List<FailedEvent> events, String who) {
      List<Draft> drafts = events.stream().map(FailedEvent::draft).toList();
      // What the loads before knew does not hold what this change has told.
      Known known = known(drafts, new PeopleMemory());
      Map<FactType, List<Fact>> facts = new EnumMap<>(FactType.class);
      List<Long> taken = new ArrayList<>();
      for (int i = 0; i < drafts.size(); i++) {
        Draft draft = drafts.get(i);
        read(draft, known, facts);
        Fault fault = draft.fault;
        if (fault == null) {
          taken.add(events.get(i).id());
        } else if (!fault.code().word().equals(events.get(i).code()) || !who.equals(HOLDFAST)) {
          FailedEventStore.setFault(writer, events.get(i).id(), fault, who);
        }
      }
      append(facts);
      FailedEventStore.resolve(writer, taken, who);
      return taken.size();
    }

    private Known known(List<Draft> drafts, PeopleMemory before) {
      KnownStore.Named named = new KnownStore.Named();
      for (Draft draft : drafts) {
        if (draft.fault == null && draft.wire != Wire.FACTS) {
          named.add(draft);
        }
      }
      return store.known(named, before);
    }

    private void read(Draft draft, Known known, Map<FactType, List<Fact>> facts) {
      for (Fact fact : Interpreter.read(draft, known)) {
        facts.computeIfAbsent(FactType.of(fact), type -> new ArrayList<>()).add(fact);
      }
    }

    private void append(Map<FactType, List<Fact>> facts) {
      facts.forEach((type, ofType) -> {
        Map<String, List<Fact>> bySource = new LinkedHashMap<>();
        ofType.forEach(fact ->
            bySource.computeIfAbsent(fact.origin().source(), s -> new ArrayList<>()).add(fact));
        bySource.forEach((source, ofSource) -> {
          try (FactAppender appender = log.appender(writer, type, delivery(source))) {
            ofSource.forEach(appender::append);
          }
        });
      });
    }

    /** The delivery under which a source's facts are recorded; opened with its first message. */
    private ImportId delivery(String source) {
      ImportId known = deliveries.get(source);
      if (known != null) {
        return known;
      }
      return opened.computeIfAbsent(
          source, label -> log.startDelivery(writer, "stream", label, "{}", HOLDFAST));
    }
  }
}
