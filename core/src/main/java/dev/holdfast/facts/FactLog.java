package dev.holdfast.facts;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.warehouse.Warehouse;
import dev.holdfast.warehouse.Writer;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The append-only log of facts: the only way in, and the way to read what counts. */
public final class FactLog {

  private final Warehouse warehouse;
  private volatile @Nullable Newest newest;

  private FactLog(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** Makes the tables that are missing and learns when the last fact was recorded. */
  public static FactLog open(Warehouse warehouse) {
    warehouse.writeAlone(writer -> {
      FactStore.createTables(writer.sql());
      return true;
    });
    FactLog log = new FactLog(warehouse);
    log.lastChangedAt().ifPresent(warehouse::recordAfter);
    return log;
  }

  public Warehouse warehouse() {
    return warehouse;
  }

  /** Opens a delivery; its facts carry the number. {@code detail} is a JSON object. */
  public ImportId startDelivery(String kind, String label, String detail, String by) {
    return warehouse.write(writer -> FactStore.insertDelivery(writer, kind, label, detail, by));
  }

  /** Opens a delivery inside a larger change. */
  public ImportId startDelivery(
      Writer writer, String kind, String label, String detail, String by) {
    return FactStore.insertDelivery(writer, kind, label, detail, by);
  }

  /** Deliveries, the newest first. */
  public List<Delivery> deliveries() {
    return warehouse.read(FactStore::deliveries);
  }

  /**
   * Appends facts; the future completes once they are on disk. A fact whose source has sent its id
   * before is counted as a duplicate and left out.
   *
   * @throws HoldfastException {@code BAD_REQUEST} at once when a fact breaks a rule of its type
   */
  public CompletableFuture<Receipt> append(ImportId importId, List<? extends Fact> facts) {
    Map<FactType, Map<String, Fact>> byType = new LinkedHashMap<>();
    int inside = 0;
    for (Fact fact : facts) {
      FactType type = FactType.of(fact);
      check(type, fact);
      String key = fact.origin().source() + "\n" + fact.origin().factId();
      if (byType.computeIfAbsent(type, t -> new LinkedHashMap<>()).putIfAbsent(key, fact) != null) {
        inside++;
      }
    }
    int repeated = inside;
    return warehouse.submit(writer -> {
      int accepted = 0;
      int duplicates = repeated;
      for (Map.Entry<FactType, Map<String, Fact>> entry : byType.entrySet()) {
        int stored =
            FactStore.appendNew(
                writer, entry.getKey(), importId, List.copyOf(entry.getValue().values()));
        accepted += stored;
        duplicates += entry.getValue().size() - stored;
      }
      return new Receipt(writer.recordedAt(), accepted, duplicates);
    });
  }

  /**
   * Opens a fast way in for facts that are known to be new: the demo company and restores. Use it
   * inside one change and close it there.
   */
  public FactAppender appender(Writer writer, FactType type, ImportId importId) {
    return new FactAppender(writer, type, importId);
  }

  /**
   * Undoes a delivery: from now on its facts do not count. They stay stored, so that the past can
   * still be read as it was.
   */
  public void undo(ImportId importId, String by) {
    warehouse.write(writer -> {
      undo(writer, importId, by);
      return true;
    });
  }

  /** Undoes a delivery inside a larger change. */
  public void undo(Writer writer, ImportId importId, String by) {
    FactStore.retract(writer, importId, by);
  }

  /**
   * Takes back every fact recorded after a moment whose source had sent its id before, and says how
   * many. They become an import of their own that is undone, so that the past reads as it was.
   */
  public long undoRepeats(Writer writer, Instant recordedAfter, String by) {
    ImportId repeats = startDelivery(writer, "repeats", "Sent again after a week", "{}", by);
    long moved = FactStore.moveRepeats(writer, recordedAfter, repeats);
    if (moved == 0) {
      FactStore.deleteDelivery(writer, repeats);
    } else {
      undo(writer, repeats, by);
    }
    return moved;
  }

  /** The facts that count, for one query. */
  public FactReader reader(DSLContext sql, Knowledge knowledge) {
    return FactReader.of(sql, knowledge, warehouse.clock().instant());
  }

  /** When the newest fact was recorded; absent when there is none. */
  public Optional<Instant> lastRecordedAt() {
    long commits = warehouse.commits();
    Newest known = newest;
    if (known == null || known.commits() != commits) {
      known = new Newest(commits, warehouse.read(FactStore::lastRecordedAt));
      newest = known;
    }
    return known.recordedAt();
  }

  /** When the newest fact was recorded, as read when there had been so many commits. */
  private record Newest(long commits, Optional<Instant> recordedAt) {}

  /** When the newest fact was recorded or a delivery undone; absent when there is none. */
  public Optional<Instant> lastChangedAt() {
    return warehouse.read(sql ->
        Stream.of(FactStore.lastRecordedAt(sql), FactStore.lastRetractedAt(sql))
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder()));
  }

  static void check(FactType type, Fact fact) {
    List<String> problems = type.shape().problems(fact);
    if (!problems.isEmpty()) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          type.word() + " '" + fact.origin().factId() + "': " + String.join("; ", problems));
    }
  }
}
