package dev.holdfast.metrics;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Record;
import org.jooq.Result;
import org.jspecify.annotations.Nullable;

/** Turns fetched rows into text for people. */
final class RowText {

  private RowText() {}

  /** At most {@code limit} rows; one more in {@code fetched} means that there are more. */
  static Rows of(List<String> names, Result<? extends Record> fetched, int limit) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (Record row : fetched.subList(0, Math.min(limit, fetched.size()))) {
      List<@Nullable String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(text(row.get(i)));
      }
      rows.add(cells);
    }
    return new Rows(names, rows, fetched.size() > limit);
  }

  private static @Nullable String text(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case LocalDateTime utc -> utc.toInstant(ZoneOffset.UTC).toString();
      default -> value.toString();
    };
  }
}
