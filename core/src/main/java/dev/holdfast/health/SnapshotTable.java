package dev.holdfast.health;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A file of snapshots as features: a number is one as it is, with 0 where it is blank; any other
 * column gives one for each of its texts but the first by alphabet, 1 where the row has it.
 *
 * @param features names of the features
 * @param rows each with an account, its features and whether it was lost
 * @param remarks what was done to the columns, for people
 */
record SnapshotTable(List<String> features, List<Row> rows, List<String> remarks) {

  /** Texts over which a column is no category but a name. */
  private static final int MOST_TEXTS = 50;

  /** One account. */
  record Row(String id, List<Double> features, boolean lost) {
    Row {
      features = List.copyOf(features);
    }
  }

  SnapshotTable {
    features = List.copyOf(features);
    rows = List.copyOf(rows);
    remarks = List.copyOf(remarks);
  }

  private record Column(String name, List<String> texts) {}

  static SnapshotTable read(SnapshotRequest request) {
    List<NamedCsvRecord> records = records(request);
    List<String> header = header(request, records);
    List<String> remarks = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    List<Column> categories = new ArrayList<>();
    for (String name : header) {
      if (request.notFeatures().contains(name) || request.leaveOut().contains(name)) {
        continue;
      }
      if (isNumeric(request, name, records)) {
        numbers.add(name);
        blanks(name, records, remarks);
      } else {
        List<String> texts = texts(name, records);
        if (texts.size() > MOST_TEXTS) {
          remarks.add(
              "'" + name + "' was left out: it holds " + texts.size() + " different texts.");
        } else {
          categories.add(new Column(name, texts));
        }
      }
    }
    List<String> features = new ArrayList<>(numbers);
    categories.forEach(column ->
        column.texts().stream()
            .skip(1)
            .forEach(text -> features.add(column.name() + " = " + text)));
    if (features.isEmpty()) {
      throw bad(request, "no column is left to learn from");
    }
    return new SnapshotTable(
        features,
        records.stream()
            .map(record ->
                new Row(
                    record.getField(request.id()),
                    values(request, record, numbers, categories),
                    record.getField(request.outcome()).strip().equals(request.lost())))
            .toList(),
        remarks);
  }

  private static List<NamedCsvRecord> records(SnapshotRequest request) {
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(request.file());
        Stream<NamedCsvRecord> stream = reader.stream()) {
      return stream.toList();
    } catch (IOException | UncheckedIOException | CsvParseException e) {
      throw new HoldfastException(
          ErrorCode.BAD_FILE, "cannot read " + request.file() + ": " + e.getMessage(), e);
    }
  }

  private static List<String> header(SnapshotRequest request, List<NamedCsvRecord> records) {
    if (records.isEmpty()) {
      throw bad(request, "it has no rows");
    }
    List<String> header = records.getFirst().getHeader();
    Set<String> asked = new TreeSet<>(request.notFeatures());
    asked.addAll(request.numeric());
    asked.addAll(request.leaveOut());
    for (String column : asked) {
      if (!header.contains(column)) {
        throw bad(
            request, "it has no column '" + column + "'; it has: " + String.join(", ", header));
      }
    }
    Set<String> ids = new HashSet<>();
    for (NamedCsvRecord record : records) {
      if (!ids.add(record.getField(request.id()))) {
        throw bad(
            request,
            "line "
                + record.getStartingLineNumber()
                + ": '"
                + request.id()
                + "' "
                + record.getField(request.id())
                + " is there a second time; a snapshot has one row for each account");
      }
    }
    return header;
  }

  private static boolean isNumeric(
      SnapshotRequest request, String name, List<NamedCsvRecord> records) {
    if (request.numeric().isEmpty()) {
      return records.stream()
          .map(record -> record.getField(name).strip())
          .allMatch(text -> text.isEmpty() || isNumber(text));
    }
    return request.numeric().contains(name);
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static void blanks(String name, List<NamedCsvRecord> records, List<String> remarks) {
    long blank = records.stream().filter(record -> record.getField(name).isBlank()).count();
    if (blank > 0) {
      remarks.add(
          Numbers.count(blank, "blank cell", "blank cells") + " of '" + name + "' counted as 0.");
    }
  }

  private static List<String> texts(String name, List<NamedCsvRecord> records) {
    return List.copyOf(
        records.stream()
            .map(record -> record.getField(name).strip())
            .collect(java.util.stream.Collectors.toCollection(TreeSet::new)));
  }

  private static List<Double> values(
      SnapshotRequest request,
      NamedCsvRecord record,
      List<String> numbers,
      List<Column> categories) {
    List<Double> values = new ArrayList<>();
    for (String name : numbers) {
      String text = record.getField(name).strip();
      if (!text.isEmpty() && !isNumber(text)) {
        throw bad(
            request,
            "line "
                + record.getStartingLineNumber()
                + ": '"
                + name
                + "' is no number: "
                + text
                + ". Leave it out of --numeric to take the column as texts");
      }
      values.add(text.isEmpty() ? 0 : Double.parseDouble(text));
    }
    for (Column column : categories) {
      String text = record.getField(column.name()).strip();
      column.texts().stream().skip(1).forEach(other -> values.add(text.equals(other) ? 1.0 : 0.0));
    }
    return values;
  }

  private static HoldfastException bad(SnapshotRequest request, String what) {
    return new HoldfastException(ErrorCode.BAD_FILE, request.file() + ": " + what + ".");
  }
}
