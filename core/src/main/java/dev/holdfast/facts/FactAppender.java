package dev.holdfast.facts;

import dev.holdfast.warehouse.Appender;
import dev.holdfast.warehouse.Writer;
import java.time.Instant;

/** Appends facts of one type in bulk, without looking for duplicates. */
public final class FactAppender implements AutoCloseable {

  private final FactType type;
  private final Appender appender;
  private final long importNumber;
  private final Instant recordedAt;

  FactAppender(Writer writer, FactType type, ImportId importId) {
    this.type = type;
    this.appender = writer.appender(type.tableName());
    this.importNumber = importId.number();
    this.recordedAt = writer.recordedAt();
  }

  /** Appends a fact recorded with the change that this appender belongs to. */
  public void append(Fact fact) {
    append(fact, recordedAt);
  }

  /**
   * Appends a fact with the moment it was learned, for a history that is being restored. The caller
   * keeps the moments in order and before now.
   */
  public void append(Fact fact, Instant learnedAt) {
    Origin origin = fact.origin();
    appender
        .row()
        .text(origin.source())
        .text(origin.factId())
        .instant(origin.occurredAt())
        .instant(learnedAt)
        .integer(importNumber);
    type.shape().append(appender, fact);
    appender.end();
  }

  @Override
  public void close() {
    appender.close();
  }
}
