package dev.holdfast.intake;

import dev.holdfast.facts.ImportId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A row that was not taken in, with the reason.
 *
 * @param id its number
 * @param importId the import it came with
 * @param file name of the file
 * @param mapping name of the mapping
 * @param row line of the file, or number of the row
 * @param fact type of fact it was to make; empty when it could not be read at all
 * @param field field that is wrong; empty when it could not be read at all
 * @param code reason code
 * @param says the reason
 * @param raw the row as it came; of a line that could not be read, {@code _line}
 * @param corrected the row as somebody corrected it, if anybody did
 * @param status where it stands
 * @param recordedAt when it came
 * @param changedBy who corrected or resolved it last
 * @param resolvedBy the import that took it in
 */
public record QuarantinedRow(
    long id,
    ImportId importId,
    String file,
    String mapping,
    long row,
    String fact,
    String field,
    String code,
    String says,
    Map<String, String> raw,
    Optional<Map<String, String>> corrected,
    Status status,
    Instant recordedAt,
    Optional<String> changedBy,
    Optional<ImportId> resolvedBy) {

  /** Where a row in quarantine stands. Rows are marked, never deleted. */
  public enum Status {
    OPEN,
    /** Run again and taken in. */
    RESOLVED,
    /** Its import was undone. */
    UNDONE
  }

  public QuarantinedRow {
    raw = Collections.unmodifiableMap(new LinkedHashMap<>(raw));
  }

  /** The row as it would be run again. */
  public Map<String, String> current() {
    return corrected.orElse(raw);
  }
}
