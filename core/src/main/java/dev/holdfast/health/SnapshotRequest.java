package dev.holdfast.health;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A backtest of a table with one row for each account, as it was before it was known who would
 * leave.
 *
 * @param file a CSV file with a header
 * @param id column that names the account; it decides which part a row falls into
 * @param outcome column that says what became of it
 * @param lost the text in that column that means a loss
 * @param numeric columns of numbers; empty to take those that hold nothing else
 * @param leaveOut columns not to look at
 * @param ridge penalty for z-scores; null for none where losses are plenty, else 1
 */
public record SnapshotRequest(
    Path file,
    String id,
    String outcome,
    String lost,
    Set<String> numeric,
    Set<String> leaveOut,
    @Nullable Double ridge) {

  public SnapshotRequest {
    numeric = Set.copyOf(numeric);
    leaveOut = Set.copyOf(leaveOut);
  }

  /** A question about a file, all columns taken as they look. */
  public static SnapshotRequest of(Path file, String id, String outcome, String lost) {
    return new SnapshotRequest(file, id, outcome, lost, Set.of(), Set.of(), null);
  }

  /** The columns that are no features. */
  List<String> notFeatures() {
    return List.of(id, outcome);
  }
}
