package dev.holdfast.intake;

import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/** Rows of one import that lie in quarantine, as corrected, to be run again. */
final class QuarantinedRows implements RowFile {

  private static final TypeReference<Map<String, String>> ROW = new TypeReference<>() {};

  /** A row to be run again. */
  record Row(long number, String json) {}

  private final List<String> columns;
  private final Iterable<Row> rows;

  QuarantinedRows(List<String> columns, Iterable<Row> rows) {
    this.columns = List.copyOf(columns);
    this.rows = rows;
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public String stage(RawStore raw, Progress progress) {
    long count = 0;
    for (Row row : rows) {
      Map<String, String> members = JsonLinesFile.JSON.readValue(row.json(), ROW);
      raw.begin(row.number());
      columns.forEach(column -> raw.add(members.get(column)));
      raw.end();
      count++;
    }
    progress.at("reading", count, 0, 0);
    return "quarantine";
  }
}
