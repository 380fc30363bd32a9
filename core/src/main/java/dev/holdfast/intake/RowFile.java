package dev.holdfast.intake;

import java.util.List;

/** Rows from outside that can be staged. */
sealed interface RowFile permits CsvFile, JsonLinesFile, ParquetFile, QuarantinedRows {

  /** Names of the columns, in the order of the file. */
  List<String> columns();

  /** Puts every row into staging, as texts; says what the content was known by. */
  String stage(RawStore raw, Progress progress);
}
