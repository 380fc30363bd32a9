package dev.holdfast.intake;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.warehouse.Appender;
import dev.holdfast.warehouse.Engine;
import dev.holdfast.warehouse.Staging;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The rows of a file in staging, as texts, and the lines that could not be read as rows. */
final class RawStore implements RowSink, AutoCloseable {

  static final Field<Long> ROW_NO = field(name("row_no"), SQLDataType.BIGINT);
  static final Field<String> CODE = field(name("code"), SQLDataType.VARCHAR);
  static final Field<String> SAYS = field(name("says"), SQLDataType.VARCHAR);
  static final Field<String> RAW = field(name("raw"), SQLDataType.VARCHAR);

  /** The member that holds the text of a line that could not be read as a row. */
  static final String LINE = "_line";

  private static final int LONGEST_LINE = 10_000;

  /** Bytes of the text that the engine takes at a time. */
  private static final long BUFFER = 16_000_000;

  private final Staging staging;
  private final List<String> columns;
  private final Set<String> missing;
  private final StagedText rows;
  private final Appender misread;
  private boolean open = true;
  private boolean shown;
  private long rowCount;
  private long misreadCount;

  RawStore(Staging staging, List<String> columns, FileFormat format) {
    this.staging = staging;
    this.columns = List.copyOf(columns);
    this.missing = new TreeSet<>(format.missing());
    this.rows = new StagedText(staging.file("rows.csv"), format.delimiter());
    staging.sql().createTable(staging.table("misread")).columns(ROW_NO, CODE, SAYS, RAW).execute();
    this.misread = staging.appender("misread");
  }

  Staging staging() {
    return staging;
  }

  List<String> columns() {
    return columns;
  }

  @Override
  public void begin(long number) {
    rows.begin(number);
  }

  /** The next field of the row; a text that means "nothing" becomes null. */
  @Override
  public void add(@Nullable String value) {
    rows.add(value);
  }

  @Override
  public void end() {
    rows.end();
  }

  @Override
  public void record(CsvRecords row) {
    if (row.plain()) {
      rows.copy(row);
    } else {
      RowSink.super.record(row);
    }
  }

  @Override
  public void misread(long number, String code, String says, String line) {
    misreadCount++;
    misread
        .row()
        .integer(number)
        .text(code)
        .text(says)
        .text(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line)
        .end();
  }

  @Override
  public boolean full() {
    return false;
  }

  /** Ends the appending: everything staged can be read now. */
  void finish() {
    if (!open) {
      return;
    }
    open = false;
    misread.close();
    rows.close();
    if (!shown) {
      showRows();
    }
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      misread.close();
      rows.close();
    }
  }

  /**
   * Makes the staged text a table to select from. The engine is told how the text is written and
   * may guess nothing; it must find as many rows as were staged.
   */
  private void showRows() {
    StringBuilder types = new StringBuilder("{'row_no': 'BIGINT'");
    List<Field<?>> fields = new ArrayList<>();
    fields.add(ROW_NO);
    for (int i = 0; i < columns.size(); i++) {
      types.append(", 'c").append(i).append("': 'VARCHAR'");
      Field<String> column = field(name("c" + i), SQLDataType.VARCHAR);
      fields.add(withoutMissing(column).as(column));
    }
    Table<?> text =
        DSL.table(
            "read_csv({0}, columns = {1}, delim = {2}, nullstr = {3}, max_line_size = {4},"
                + " buffer_size = {5}, parallel = {6}, auto_detect = false, header = false,"
                + " quote = '\"', escape = '\"', new_line = '\\n', allow_quoted_nulls = false,"
                + " strict_mode = true)",
            inline(rows.path().toString()),
            DSL.raw(types.append('}').toString()),
            inline(String.valueOf(rows.delimiter())),
            inline(StagedText.NOTHING),
            inline(rows.longestRow()),
            inline(Math.max(BUFFER, 2 * rows.longestRow())),
            inline(!rows.linesInside()));
    staging.sql().execute("create view {0} as {1}", table(), DSL.select(fields).from(text));
    rowCount = staging.sql().fetchCount(table());
    if (rowCount != rows.count()) {
      throw new HoldfastException(
          ErrorCode.BROKEN_PROMISE,
          rows.count() + " rows were staged, but " + rowCount + " are read");
    }
  }

  Table<?> table() {
    return staging.table("raw");
  }

  Table<?> misreadTable() {
    return staging.table("misread");
  }

  /** A column of the staged rows. */
  Field<String> column(String column) {
    return field(name("c" + columns.indexOf(column)), SQLDataType.VARCHAR);
  }

  /** The row as a JSON object of what is there, members in the order of their names. */
  Field<String> json(Engine engine) {
    Map<String, Field<String>> members = new TreeMap<>();
    columns.forEach(column -> members.put(column, column(column)));
    return engine.jsonObject(members);
  }

  /** An id for rows that have none: equal rows have equal ones. */
  Field<String> hash(Engine engine) {
    Field<?>[] parts = new Field<?>[columns.size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = concat(coalesce(column(columns.get(i)), inline("\u0001")), inline("\u0002"));
    }
    return engine.md5(concat(parts));
  }

  long rowCount() {
    return rowCount + misreadCount;
  }

  /** Name and type of each column of a Parquet file. */
  static Map<String, String> parquetColumns(Staging staging, Path file) {
    Map<String, String> types = new LinkedHashMap<>();
    staging
        .sql()
        .fetch("describe select * from read_parquet({0})", inline(file.toString()))
        .forEach(row ->
            types.put(
                String.valueOf(row.get("column_name")), String.valueOf(row.get("column_type"))));
    return types;
  }

  /** The first rows of a Parquet file as texts. */
  static List<List<@Nullable String>> parquetSample(
      Staging staging, Path file, Map<String, String> types, int rows) {
    List<Field<?>> fields = new ArrayList<>();
    types.forEach((column, type) -> fields.add(asText(column, type)));
    return staging
        .sql()
        .fetch(
            "select {0} from read_parquet({1}) limit {2}",
            DSL.list(fields.toArray(Field[]::new)), inline(file.toString()), inline(rows))
        .map(row -> {
          List<@Nullable String> values = new ArrayList<>();
          for (int i = 0; i < types.size(); i++) {
            values.add(row.get(i, String.class));
          }
          return values;
        });
  }

  /** Copies a Parquet file's rows as texts; instants get a Z, wall times none. */
  long addParquet(Path file, Map<String, String> types) {
    List<Field<?>> fields = new ArrayList<>();
    fields.add(field("file_row_number + 1", SQLDataType.BIGINT).as(ROW_NO));
    types.forEach((column, type) ->
        fields.add(withoutMissing(asText(column, type)).as("c" + (fields.size() - 1))));
    DSLContext sql = staging.sql();
    Table<?> rowsOfFile =
        DSL.table("read_parquet({0}, file_row_number = true)", inline(file.toString()));
    sql.createTable(table()).as(DSL.select(fields).from(rowsOfFile)).execute();
    shown = true;
    rowCount = sql.fetchCount(table());
    return rowCount;
  }

  private Field<String> withoutMissing(Field<String> text) {
    Field<String> kept = text;
    for (String nothing : missing) {
      kept = DSL.nullif(kept, inline(nothing));
    }
    return kept;
  }

  private static Field<String> asText(String column, String type) {
    Field<?> quoted = field(name(column));
    String sql =
        switch (type) {
          case "TIMESTAMP WITH TIME ZONE" ->
              "strftime(timezone('UTC', {0}), '%Y-%m-%dT%H:%M:%S.%fZ')";
          case "TIMESTAMP", "TIMESTAMP_NS", "TIMESTAMP_MS", "TIMESTAMP_S" ->
              "strftime(cast({0} as timestamp), '%Y-%m-%dT%H:%M:%S.%f')";
          default -> "cast({0} as varchar)";
        };
    return field(sql, SQLDataType.VARCHAR, quoted);
  }
}
