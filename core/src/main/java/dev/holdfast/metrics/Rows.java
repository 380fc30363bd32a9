package dev.holdfast.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows a number was made of, as a table for people.
 *
 * @param columns names of the columns
 * @param rows the cells of each row as text, null where empty; dates and instants as ISO 8601
 * @param truncated whether there are more rows than were asked for
 */
public record Rows(List<String> columns, List<List<@Nullable String>> rows, boolean truncated) {

  public Rows {
    columns = List.copyOf(columns);
    rows = rows.stream().map(Rows::copy).toList();
  }

  private static List<@Nullable String> copy(List<@Nullable String> row) {
    return Collections.unmodifiableList(new ArrayList<@Nullable String>(row));
  }
}
