package dev.holdfast.intake;

import java.nio.charset.Charset;
import java.util.List;

/**
 * How a file is to be read.
 *
 * @param kind kind of file
 * @param delimiter what separates fields (CSV)
 * @param encoding how characters are written (CSV, JSON lines)
 * @param header whether the first line names the columns (CSV)
 * @param missing texts that mean "nothing"
 * @param columns names of the columns where there is no header; of JSON lines, members that may be
 *     absent from the first thousand lines
 */
public record FileFormat(
    Kind kind,
    char delimiter,
    Charset encoding,
    boolean header,
    List<String> missing,
    List<String> columns) {

  /** Kind of file. */
  public enum Kind {
    CSV,
    JSON_LINES,
    PARQUET
  }

  public FileFormat {
    missing = List.copyOf(missing);
    columns = List.copyOf(columns);
  }
}
