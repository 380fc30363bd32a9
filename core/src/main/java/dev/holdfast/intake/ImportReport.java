package dev.holdfast.intake;

import dev.holdfast.facts.FactType;
import dev.holdfast.facts.ImportId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of an import, or would become of it.
 *
 * @param importId number of the import; absent after a dry run
 * @param file name of the file
 * @param mapping name of the mapping
 * @param sha256 what the file's content is known by
 * @param rows every row, counted once
 * @param facts facts by type
 * @param reasons rows in quarantine by their first problem, the most frequent first
 * @param skipped rows left out by reason
 * @param examples the first rows with problems
 */
public record ImportReport(
    Optional<ImportId> importId,
    String file,
    String mapping,
    String sha256,
    Rows rows,
    Map<FactType, FactCounts> facts,
    List<Reason> reasons,
    Map<String, Long> skipped,
    List<Problem> examples) {

  public ImportReport {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    reasons = List.copyOf(reasons);
    skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
    examples = List.copyOf(examples);
  }

  public boolean dryRun() {
    return importId.isEmpty();
  }

  /**
   * Rows by what became of them; {@code total} is the sum of the others.
   *
   * @param total rows of the file
   * @param accepted at least one fact of the row is new
   * @param duplicate its events came before, in this file or an earlier one
   * @param unchanged its states are stored already
   * @param quarantined something is wrong with it; nothing of it is stored
   * @param skipped left out by a rule of the mapping
   */
  public record Rows(
      long total, long accepted, long duplicate, long unchanged, long quarantined, long skipped) {}

  /**
   * Facts of one type.
   *
   * @param created stored, or to be stored
   * @param unchanged a state that is stored already
   * @param duplicate came before with the same content
   * @param rejected not stored because something is wrong with their row
   */
  public record FactCounts(long created, long unchanged, long duplicate, long rejected) {}

  /**
   * How many rows have a kind of problem.
   *
   * @param fact type of fact; empty when the row could not be read at all
   * @param field field; empty when the row could not be read at all
   * @param code reason code
   */
  public record Reason(String fact, String field, String code, long rows) {}

  /** One row's problem. */
  public record Problem(long row, String fact, String field, String code, String says) {}
}
