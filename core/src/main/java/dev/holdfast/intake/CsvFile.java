package dev.holdfast.intake;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A CSV file. Row numbers are the line a row begins in, the first line being 1. */
final class CsvFile implements RowFile {

  private static final int ROWS_BETWEEN_NEWS = 8_192;
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final char DAMAGED = '\uFFFD';

  private final Path file;
  private final FileFormat format;
  private final List<String> columns;

  CsvFile(Path file, FileFormat format) {
    this.file = file;
    this.format = format;
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
    try (InputStream in = Files.newInputStream(file);
        MeasuredStream measured = new MeasuredStream(in);
        CsvReader<CsvRecord> records = reader(measured)) {
      long size = Files.size(file);
      long rows = 0;
      Iterator<CsvRecord> iterator = records.iterator();
      if (format.header() && iterator.hasNext()) {
        iterator.next();
      }
      while (!sink.full() && iterator.hasNext()) {
        take(iterator.next(), sink);
        if (++rows % ROWS_BETWEEN_NEWS == 0) {
          progress.at("reading", rows, measured.bytes(), size);
        }
      }
      progress.at("reading", rows, size, size);
      return measured.fingerprint();
    } catch (CsvParseException e) {
      throw new HoldfastException(
          ErrorCode.BAD_FILE, file.getFileName() + " cannot be read as CSV: " + reason(e), e);
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(e);
    }
  }

  private void take(CsvRecord row, RowSink sink) {
    int found = row.getFieldCount();
    long number = row.getStartingLineNumber();
    if (found != columns.size()) {
      sink.misread(
          number,
          "wrong_columns",
          "the row has " + found + " fields, the header has " + columns.size(),
          line(row));
      return;
    }
    for (int i = 0; i < found; i++) {
      if (row.getField(i).indexOf(DAMAGED) >= 0) {
        sink.misread(
            number,
            "bad_encoding",
            columns.get(i) + " has characters that are not " + format.encoding().name(),
            line(row));
        return;
      }
    }
    sink.begin(number);
    for (int i = 0; i < found; i++) {
      sink.add(row.getField(i));
    }
    sink.end();
  }

  private List<String> readColumns() {
    try (InputStream in = Files.newInputStream(file);
        CsvReader<CsvRecord> records = reader(in)) {
      Iterator<CsvRecord> iterator = records.iterator();
      if (!iterator.hasNext()) {
        throw new HoldfastException(ErrorCode.BAD_FILE, file.getFileName() + " is empty");
      }
      CsvRecord first = iterator.next();
      if (!format.header()) {
        return format.columns().isEmpty()
            ? IntStream.rangeClosed(1, first.getFieldCount()).mapToObj(i -> "c" + i).toList()
            : format.columns();
      }
      List<String> names = new ArrayList<>(first.getFields());
      names.replaceAll(String::strip);
      Set<String> seen = new HashSet<>();
      for (String name : names) {
        if (!seen.add(name)) {
          throw new HoldfastException(
              ErrorCode.BAD_FILE, file.getFileName() + " has two columns called '" + name + "'");
        }
      }
      return names;
    } catch (CsvParseException e) {
      throw new HoldfastException(
          ErrorCode.BAD_FILE, file.getFileName() + " cannot be read as CSV: " + reason(e), e);
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(e);
    }
  }

  private CsvReader<CsvRecord> reader(InputStream in) throws IOException {
    InputStreamReader characters = new InputStreamReader(in, format.encoding());
    java.io.PushbackReader start = new java.io.PushbackReader(characters);
    int first = start.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      start.unread(first);
    }
    return CsvReader.builder()
        .fieldSeparator(format.delimiter())
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .skipEmptyLines(true)
        .ofCsvRecord(start);
  }

  /** The row as it can be written in a CSV file again. */
  private String line(CsvRecord row) {
    return row.getFields().stream()
        .map(field ->
            field.indexOf(format.delimiter()) >= 0
                    || field.indexOf('"') >= 0
                    || field.indexOf('\n') >= 0
                ? '"' + field.replace("\"", "\"\"") + '"'
                : field)
        .collect(Collectors.joining(String.valueOf(format.delimiter())));
  }

  private static String reason(CsvParseException e) {
    Throwable cause = e.getCause();
    return e.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
  }

  private HoldfastException unreadable(Exception e) {
    return new HoldfastException(ErrorCode.BAD_FILE, "Cannot read " + file, e);
  }
}
