package dev.holdfast.intake;

import dev.holdfast.facts.ImportId;
import java.util.Optional;

/**
 * Which rows of the quarantine are meant.
 *
 * @param status where they stand
 * @param importId the import they came with
 * @param fact type of fact
 * @param field field that is wrong
 * @param code reason code
 * @param after only rows with a larger id, for reading page by page
 * @param limit how many at most
 */
public record QuarantineFilter(
    QuarantinedRow.Status status,
    Optional<ImportId> importId,
    Optional<String> fact,
    Optional<String> field,
    Optional<String> code,
    long after,
    int limit) {

  /** All rows that wait. */
  public static QuarantineFilter open() {
    return new QuarantineFilter(
        QuarantinedRow.Status.OPEN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        Integer.MAX_VALUE);
  }

  public QuarantineFilter ofImport(ImportId id) {
    return new QuarantineFilter(status, Optional.of(id), fact, field, code, after, limit);
  }

  public QuarantineFilter withCode(String reasonCode) {
    return new QuarantineFilter(
        status, importId, fact, field, Optional.of(reasonCode), after, limit);
  }

  public QuarantineFilter withStatus(QuarantinedRow.Status other) {
    return new QuarantineFilter(other, importId, fact, field, code, after, limit);
  }

  public QuarantineFilter page(long afterId, int rows) {
    return new QuarantineFilter(status, importId, fact, field, code, afterId, rows);
  }
}
