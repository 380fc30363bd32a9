package dev.holdfast.intake;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A CSV file. Row numbers are the line a row begins in, the first line being 1. */
final class CsvFile implements RowFile {

  private final Path file;
  private final FileFormat format;
  private final TextFile text;
  private final List<String> columns;

  CsvFile(Path file, FileFormat format) {
    this.file = file;
    this.format = format;
    this.text = new TextFile(file, format.encoding());
    this.columns = List.copyOf(readColumns());
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public String stage(RawStore raw, Progress progress) {
    return read(raw, progress);
  }

  /** Reads rows until the end or until no more are wanted; the SHA-256 of what was read. */
  String read(RowSink sink, Progress progress) {
    return text.readRows(
        sink,
        progress,
        characters -> {
          CsvRecords records = new CsvRecords(characters, format.delimiter());
          if (format.header()) {
            records.next();
          }
          return () -> {
            boolean found = records.next();
            if (found) {
              take(records, sink);
            }
            return found;
          };
        });
  }

  private void take(CsvRecords row, RowSink sink) {
    if (row.broken()) {
      sink.misread(
          row.line(),
          "bad_quotes",
          "a quote is not closed, or text follows a closing quote",
          row.text());
    } else if (row.fields() != columns.size()) {
      sink.misread(
          row.line(),
          "wrong_columns",
          "the row has " + row.fields() + " fields, the header has " + columns.size(),
          row.text());
    } else if (row.damaged()) {
      sink.misread(
          row.line(),
          "bad_encoding",
          firstDamaged(row) + " has characters that are not " + format.encoding().name(),
          row.text());
    } else {
      sink.record(row);
    }
  }

  private String firstDamaged(CsvRecords row) {
    int place = 0;
    while (row.field(place).indexOf(CsvRecords.DAMAGED) < 0) {
      place++;
    }
    return columns.get(place);
  }

  private List<String> readColumns() {
    List<String> first =
        text.read(characters -> {
          CsvRecords records = new CsvRecords(characters, format.delimiter());
          if (!records.next()) {
            throw new HoldfastException(ErrorCode.BAD_FILE, file.getFileName() + " is empty");
          }
          if (records.broken() && (format.header() || format.columns().isEmpty())) {
            throw new HoldfastException(
                ErrorCode.BAD_FILE,
                file.getFileName() + ": the quotes of its first line are not in order");
          }
          return IntStream.range(0, records.fields()).mapToObj(records::field).toList();
        });
    if (!format.header()) {
      return format.columns().isEmpty()
          ? IntStream.rangeClosed(1, first.size()).mapToObj(i -> "c" + i).toList()
          : format.columns();
    }
    List<String> names = first.stream().map(String::strip).toList();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new HoldfastException(
            ErrorCode.BAD_FILE, file.getFileName() + " has two columns called '" + name + "'");
      }
    }
    return names;
  }
}
