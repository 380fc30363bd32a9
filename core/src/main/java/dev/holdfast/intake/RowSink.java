package dev.holdfast.intake;

import org.jspecify.annotations.Nullable;

/** Takes the rows of a file as they are read. */
interface RowSink {

  /** Begins a row. */
  void begin(long number);

  /** The next field of the row. */
  void add(@Nullable String value);

  /** Ends the row. */
  void end();

  /** A whole row of a CSV file. */
  default void record(CsvRecords row) {
    begin(row.line());
    for (int i = 0; i < row.fields(); i++) {
      add(row.field(i));
    }
    end();
  }

  /** A line that could not be read as a row. */
  void misread(long number, String code, String says, String line);

  /** Whether no more rows are wanted. */
  boolean full();
}
