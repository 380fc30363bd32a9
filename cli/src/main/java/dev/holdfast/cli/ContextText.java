package dev.holdfast.cli;

import dev.holdfast.metrics.ContextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints whether the situation matters. */
final class ContextText {

  private static final List<String> COLUMNS =
      List.of(
          "tag",
          "value",
          "n",
          "accounts",
          "mean",
          "difference",
          "low",
          "high",
          "shrunken",
          "p",
          "adjusted_p",
          "stands",
          "verdict");

  private ContextText() {}

  static void print(ContextTable table, Console console, Format format) {
    switch (format) {
      case JSON -> console.json(json(table));
      case CSV -> console.csv(COLUMNS, table.rows().stream().map(ContextText::exact).toList());
      case TABLE -> {
        console.table(COLUMNS, table.rows().stream().map(ContextText::readable).toList());
        words(table).forEach(console::remark);
      }
    }
  }

  /** What belongs to the table but is no row of it. */
  private static List<String> words(ContextTable table) {
    List<String> words = new ArrayList<>();
    words.add(
        table.outcome()
            + ". "
            + table.n()
            + " "
            + table.sampleUnit()
            + " of "
            + table.accounts()
            + " accounts; hidden values: "
            + table.hidden()
            + ".");
    words.addAll(table.remarks());
    words.add(table.rule());
    if (!table.notRecorded().isEmpty()) {
      words.add(
          "Not recorded: "
              + String.join(", ", table.notRecorded())
              + ". Record them with: holdfast import FILE --mapping examples/calendar.yaml");
    }
    return words;
  }

  private static List<@Nullable Object> exact(ContextTable.Row row) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.addAll(List.of(row.tag().title(), row.value(), row.n(), row.accounts()));
    cells.add(row.mean());
    cells.add(row.difference());
    ContextTable.Judgement judgement = row.judgement();
    cells.add(judgement == null ? null : (Object) judgement.interval().low());
    cells.add(judgement == null ? null : (Object) judgement.interval().high());
    cells.add(judgement == null ? null : (Object) judgement.shrunken());
    cells.add(judgement == null ? null : (Object) judgement.probability());
    cells.add(judgement == null ? null : (Object) judgement.adjusted());
    cells.add(row.stands());
    cells.add(row.verdict());
    return cells;
  }

  private static List<@Nullable Object> readable(ContextTable.Row row) {
    List<@Nullable Object> cells = new ArrayList<>();
    for (Object cell : exact(row)) {
      cells.add(
          switch (cell) {
            case null -> null;
            case Double number -> String.format(Locale.ROOT, "%.4g", number);
            case Boolean stands -> stands ? "yes" : "no";
            default -> cell;
          });
    }
    return cells;
  }

  private static Map<String, @Nullable Object> json(ContextTable table) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("metric", table.metric());
    object.put("variant", table.variant());
    object.put("unit", table.unit());
    Map<String, Object> period = new LinkedHashMap<>();
    period.put("from", table.period().from().toString());
    period.put("to", table.period().to().toString());
    period.put("zone", table.period().zone().getId());
    object.put("period", period);
    object.put("as_of", table.asOf().toString());
    object.put("n", table.n());
    object.put("sample_unit", table.sampleUnit());
    object.put("accounts", table.accounts());
    object.put("outcome", table.outcome());
    object.put("hidden", table.hidden());
    object.put("rule", table.rule());
    object.put("not_recorded", table.notRecorded());
    object.put("remarks", table.remarks());
    object.put("rows", table.rows().stream().map(ContextText::named).toList());
    return object;
  }

  private static Map<String, @Nullable Object> named(ContextTable.Row row) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    List<@Nullable Object> cells = exact(row);
    for (int i = 0; i < COLUMNS.size(); i++) {
      object.put(COLUMNS.get(i), cells.get(i));
    }
    return object;
  }
}
