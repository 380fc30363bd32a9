package dev.holdfast.intake;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.ImportId;
import dev.holdfast.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows that were not taken in: list them, correct them, run them again. */
public final class Quarantine {

  private final Warehouse warehouse;
  private final Imports imports;

  Quarantine(Warehouse warehouse, Imports imports) {
    this.warehouse = warehouse;
    this.imports = imports;
  }

  /**
   * Open rows of one kind of problem.
   *
   * @param example one of the sentences
   * @param rows how many rows
   * @param imports how many imports they came with
   */
  public record Count(
      String mapping,
      String fact,
      String field,
      String code,
      String example,
      long rows,
      long imports) {}

  /** The rows meant, in the order they came. */
  public List<QuarantinedRow> list(QuarantineFilter filter) {
    return warehouse.read(sql -> QuarantineStore.list(sql, filter));
  }

  /** Open rows by mapping, fact, field and reason, the most frequent first. */
  public List<Count> counts() {
    return warehouse.read(QuarantineStore::counts);
  }

  /** One row. */
  public QuarantinedRow find(long id) {
    return warehouse.read(sql -> QuarantineStore.find(sql, id));
  }

  /**
   * Replaces fields of a row; the row as it came is kept. An empty text means "nothing". A line
   * that could not be read as a row needs all its fields.
   */
  public QuarantinedRow correct(long id, Map<String, String> fields, String who) {
    QuarantinedRow row = find(id);
    if (row.status() != QuarantinedRow.Status.OPEN) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "Row " + id + " does not wait in quarantine any more");
    }
    List<String> columns = imports.columnsOf(row.importId());
    fields.keySet().stream()
        .filter(field -> !columns.contains(field))
        .sorted()
        .findFirst()
        .ifPresent(field -> {
          throw new HoldfastException(
              ErrorCode.BAD_REQUEST,
              "There is no column '" + field + "' in " + row.file() + "; there are " + columns);
        });
    Map<String, String> corrected = new TreeMap<>(row.current());
    corrected.remove(RawStore.LINE);
    corrected.putAll(fields);
    warehouse.write(writer -> {
      QuarantineStore.correct(writer, id, corrected, who);
      return true;
    });
    return find(id);
  }

  /**
   * Runs rows again, as corrected, through the mapping they came with: one import for each import
   * they came with. Those taken in are marked resolved, the others keep waiting with their reason.
   */
  public List<ImportReport> replay(QuarantineFilter filter, String who) {
    if (filter.status() != QuarantinedRow.Status.OPEN) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "Only rows that wait in quarantine can be run again");
    }
    List<ImportReport> reports = new ArrayList<>();
    for (ImportId id : warehouse.read(sql -> QuarantineStore.importsWith(sql, filter))) {
      List<QuarantinedRows.Row> rows =
          warehouse.read(sql -> QuarantineStore.replayable(sql, filter.ofImport(id)));
      if (!rows.isEmpty()) {
        reports.add(imports.replay(id, rows, who));
      }
    }
    return List.copyOf(reports);
  }
}
