package dev.holdfast.intake;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way into the engine: a CSV file of UTF-8 text in which each row begins with its
 * number. The engine reads it several times faster than rows can be handed to it one by one.
 */
final class StagedText implements AutoCloseable {

  /** Stands, without quotes, for a value that is not there. */
  static final String NOTHING = "\u0001";

  /** Bytes of UTF-8 that a character of Java takes at most. */
  private static final int BYTES_PER_CHARACTER = 3;

  private static final int SHORTEST_LIMIT = 2_000_000;

  private final Path path;
  private final char delimiter;
  private final Writer out;
  private long count;
  private long longestRow;
  private long row;
  private boolean linesInside;

  StagedText(Path path, char delimiter) {
    this.path = path;
    this.delimiter = delimiter;
    try {
      this.out =
          new BufferedWriter(
              new OutputStreamWriter(Files.newOutputStream(path), StandardCharsets.UTF_8), 1 << 16);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  Path path() {
    return path;
  }

  char delimiter() {
    return delimiter;
  }

  /** Rows written. */
  long count() {
    return count;
  }

  /** Bytes that no row is longer than. */
  long longestRow() {
    return Math.max(SHORTEST_LIMIT, longestRow * BYTES_PER_CHARACTER);
  }

  /** Whether a value holds a line end, so that not every line is a row. */
  boolean linesInside() {
    return linesInside;
  }

  /** Takes over a plain row as it stands. */
  void copy(CsvRecords plain) {
    begin(plain.line());
    try {
      out.write(delimiter);
      row += plain.writeTo(out);
    } catch (IOException e) {
      throw failed(e);
    }
    end();
  }

  void begin(long number) {
    String digits = Long.toString(number);
    row = digits.length();
    write(digits);
  }

  void add(@Nullable String value) {
    String text = value == null ? NOTHING : '"' + value.replace("\"", "\"\"") + '"';
    linesInside |= text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
    row += 1L + text.length();
    try {
      out.write(delimiter);
      out.write(text);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  void end() {
    write("\n");
    longestRow = Math.max(longestRow, row);
    count++;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void write(String text) {
    try {
      out.write(text);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static HoldfastException failed(IOException e) {
    return new HoldfastException(
        ErrorCode.OUTSIDE_UNAVAILABLE, "cannot prepare an import: " + e.getMessage(), e);
  }
}
