package dev.holdfast.intake;

import dev.holdfast.base.Clocks;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.warehouse.Staging;
import dev.holdfast.warehouse.Warehouse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The first thousand rows of a file, and how it seems to be written.
 *
 * @param format how to read it
 * @param columns its columns with their values
 */
record FileSample(FileFormat format, List<ColumnSample> columns) {

  private static final int ROWS = 1_000;
  private static final int BYTES_LOOKED_AT = 1 << 20;

  FileSample {
    columns = List.copyOf(columns);
  }

  static FileSample of(Path file) {
    String name = TextFile.plainName(file);
    if (name.endsWith(".parquet")) {
      return ofParquet(file);
    }
    boolean json = name.matches(".*\\.(jsonl|ndjson|json)");
    Charset encoding = encoding(file);
    FileFormat format =
        new FileFormat(
            json ? FileFormat.Kind.JSON_LINES : FileFormat.Kind.CSV,
            json ? ',' : delimiter(file, encoding),
            encoding,
            true,
            List.of(""),
            List.of());
    Rows rows = new Rows();
    List<String> columns;
    if (json) {
      JsonLinesFile lines = new JsonLinesFile(file, format);
      lines.read(rows, Progress.none());
      columns = lines.columns();
    } else {
      CsvFile csv = new CsvFile(file, format);
      csv.read(rows, Progress.none());
      columns = csv.columns();
    }
    return of(format, columns, rows.rows);
  }

  private static FileSample ofParquet(Path file) {
    FileFormat format =
        new FileFormat(
            FileFormat.Kind.PARQUET, ',', StandardCharsets.UTF_8, true, List.of(""), List.of());
    try (Warehouse scratch = Warehouse.inMemory(Clocks.settable(Instant.EPOCH));
        Staging staging = scratch.stage()) {
      Map<String, String> types = RawStore.parquetColumns(staging, file);
      return of(
          format, List.copyOf(types.keySet()), RawStore.parquetSample(staging, file, types, ROWS));
    } catch (org.jooq.exception.DataAccessException e) {
      throw new HoldfastException(
          ErrorCode.BAD_FILE, "Cannot read " + file + " as Parquet: " + e.getMessage(), e);
    }
  }

  private static FileSample of(
      FileFormat format, List<String> columns, List<List<@Nullable String>> rows) {
    List<ColumnSample> samples = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      List<String> values = new ArrayList<>();
      for (List<@Nullable String> row : rows) {
        String value = i < row.size() ? row.get(i) : null;
        if (value != null && !value.isBlank()) {
          values.add(value);
        }
      }
      samples.add(new ColumnSample(columns.get(i), values, rows.size()));
    }
    boolean blanks =
        IntStream.range(0, columns.size())
            .anyMatch(
                i -> rows.stream().anyMatch(row -> isBlank(i < row.size() ? row.get(i) : null)));
    return new FileSample(
        blanks
            ? new FileFormat(
                format.kind(),
                format.delimiter(),
                format.encoding(),
                true,
                List.of("", " "),
                List.of())
            : format,
        samples);
  }

  private static boolean isBlank(@Nullable String value) {
    return " ".equals(value);
  }

  /** UTF-8 when the start of the file is valid as such, else what Windows writes. */
  private static Charset encoding(Path file) {
    try (InputStream in = TextFile.unpacked(file, Files.newInputStream(file))) {
      byte[] start = in.readNBytes(BYTES_LOOKED_AT);
      int end = start.length;
      if (end == BYTES_LOOKED_AT) {
        while (end > 0 && (start[end - 1] & 0x80) != 0) {
          end--; // do not judge a character that was cut in two
        }
      }
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(start, 0, end));
      return StandardCharsets.UTF_8;
    } catch (CharacterCodingException e) {
      return Charset.forName("windows-1252");
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.BAD_FILE, "Cannot read " + file, e);
    }
  }

  private static char delimiter(Path file, Charset encoding) {
    String header =
        new TextFile(file, encoding)
            .read(text -> Objects.requireNonNullElse(new BufferedReader(text).readLine(), ""));
    char best = ',';
    long most = 0;
    for (char candidate : new char[] {',', ';', '\t', '|'}) {
      long count = header.chars().filter(c -> c == candidate).count();
      if (count > most) {
        most = count;
        best = candidate;
      }
    }
    return best;
  }

  Map<String, ColumnSample> byPlainName() {
    Map<String, ColumnSample> names = new LinkedHashMap<>();
    columns.forEach(column -> names.putIfAbsent(column.plainName(), column));
    return names;
  }

  /** Keeps the first rows. */
  private static final class Rows implements RowSink {
    private final List<List<@Nullable String>> rows = new ArrayList<>();
    private List<@Nullable String> row = new ArrayList<>();

    @Override
    public void begin(long number) {
      row = new ArrayList<>();
    }

    @Override
    public void add(@Nullable String value) {
      row.add(value);
    }

    @Override
    public void end() {
      rows.add(row);
    }

    @Override
    public void misread(long number, String code, String says, String line) {
      // it will be a row in quarantine
    }

    @Override
    public boolean full() {
      return rows.size() >= ROWS;
    }
  }
}
