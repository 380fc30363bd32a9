package dev.holdfast.stream;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.FactForm;
import dev.holdfast.journal.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A stretch of the journal, read: its messages in order, each with the key by which it is known.
 *
 * @param entries the requests
 * @param drafts the messages
 * @param keys of each, 128 bits of its source and id
 */
record Batch(
    List<JournalEntry> entries,
    List<Draft> drafts,
    List<UUID> keys,
    Map<String, LoadCount> bySource) {

  /** Stands for a source where the journal's bytes do not tell. */
  private static final String NOBODY = "unknown";

  static Batch of(List<JournalEntry> entries, Instant now) {
    Batch batch = of(entries);
    for (JournalEntry entry : entries) {
      if (entry.sound()) {
        Arrival arrival = Arrival.of(entry.payload());
        batch.add(entry, arrival, DraftReader.read(arrival));
      } else {
        batch.addUnread(
            entry, now, Fault.Code.DAMAGED, "What stands in the journal is not what was written");
      }
    }
    return batch;
  }

  /** A request that the warehouse did not take. */
  static Batch refused(JournalEntry entry, Instant now, HoldfastException why) {
    Batch batch = of(List.of(entry));
    batch.addUnread(
        entry,
        now,
        Fault.Code.NOT_STORABLE,
        "The request could not be stored: " + why.getMessage());
    return batch;
  }

  private static Batch of(List<JournalEntry> entries) {
    return new Batch(entries, new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
  }

  /** Where the journal goes on behind it. */
  long next() {
    return entries.getLast().next();
  }

  private void addUnread(JournalEntry entry, Instant now, Fault.Code code, String says) {
    Arrival arrival =
        entry.sound()
            ? Arrival.of(entry.payload())
            : new Arrival(NOBODY, Wire.BATCH, now, 0, "", false, entry.payload());
    add(
        entry,
        arrival,
        List.of(
            Draft.unread(
                arrival.source(),
                arrival.wire(),
                arrival.receivedAt(),
                arrival.body(),
                new Fault(code, "", says))));
  }

  private void add(JournalEntry entry, Arrival arrival, List<Draft> messages) {
    bySource.computeIfAbsent(arrival.source(), LoadCount::new).addRequest(arrival, messages.size());
    for (int i = 0; i < messages.size(); i++) {
      Draft draft = messages.get(i);
      if (draft.wire == Wire.FACTS) {
        String own = FactForm.id(draft.properties);
        draft.messageId = own == null ? "" : own;
      }
      if (draft.messageId.isEmpty()) {
        draft.messageId =
            (arrival.batchId().isEmpty() ? "journal-" + entry.position() : arrival.batchId())
                + "."
                + i;
      }
      if (draft.fault == null && draft.wire != Wire.FACTS) {
        draft.happened(); // found here, not while the warehouse waits
      }
      drafts.add(draft);
      keys.add(MessageKey.of(draft.source, draft.messageId));
    }
  }

  /** What came from each source, once it is known what failed and what was a duplicate. */
  Collection<LoadCount> counts(List<Draft> failed, List<Draft> duplicates) {
    failed.forEach(
        draft -> bySource.getOrDefault(draft.source, new LoadCount(draft.source)).addFailed());
    duplicates.forEach(
        draft -> bySource.getOrDefault(draft.source, new LoadCount(draft.source)).addDuplicate());
    return bySource.values();
  }
}
