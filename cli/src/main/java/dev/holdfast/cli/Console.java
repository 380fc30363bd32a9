package dev.holdfast.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where commands print: results to one stream, progress and remarks to the other. A person at a
 * terminal sees a bar that grows; a log gets a line at each quarter of a step.
 */
final class Console {

  private static final int BAR_WIDTH = 24;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final PrintStream out;
  private final PrintStream remarks;
  private final boolean terminal;
  private boolean barShown;
  private String lastLabel = "";
  private long lastQuarter;

  Console(PrintStream out, PrintStream remarks, boolean terminal) {
    this.out = out;
    this.remarks = remarks;
    this.terminal = terminal;
  }

  static Console ofProcess() {
    return new Console(
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        remarksGoToTerminal());
  }

  /**
   * The JDK tells only of input and output together; where the system shows what standard error is,
   * that decides.
   */
  private static boolean remarksGoToTerminal() {
    Path standardError = Path.of("/proc/self/fd/2");
    try {
      return Files.isSymbolicLink(standardError)
          ? Files.readSymbolicLink(standardError).toString().matches("/dev/(pts/|tty|console).*")
          : Optional.ofNullable(System.console()).map(java.io.Console::isTerminal).orElse(false);
    } catch (IOException e) {
      return false; // lines can be read anywhere, a bar only at a terminal
    }
  }

  /** A line of the result. */
  void line(String text) {
    out.println(text);
    out.flush();
  }

  /** A remark that is not part of the result. */
  void remark(String text) {
    endBar();
    remarks.println(text);
  }

  /** Shows how far long work has come; {@code total} is 0 when it is not known. */
  void progress(String label, long done, long total) {
    if (terminal) {
      draw(label, done, total);
    } else {
      log(label, done, total);
    }
  }

  private void log(String label, long done, long total) {
    long quarter = total <= 0 ? 0 : 4 * Math.min(done, total) / total;
    if (!label.equals(lastLabel)) {
      remarks.println(label);
    } else if (quarter > lastQuarter) {
      remarks.println(label + " " + 25 * quarter + " %");
    }
    lastLabel = label;
    lastQuarter = quarter;
  }

  private void draw(String label, long done, long total) {
    if (total <= 0) {
      remarks.printf(Locale.ROOT, "\r%-28s %,d", label, done);
    } else {
      int filled = (int) (BAR_WIDTH * Math.min(done, total) / total);
      remarks.printf(
          Locale.ROOT,
          "\r%-28s [%s%s] %3d %%",
          label,
          "#".repeat(filled),
          ".".repeat(BAR_WIDTH - filled),
          100 * Math.min(done, total) / total);
    }
    remarks.flush();
    barShown = true;
  }

  /** Ends the line of a progress bar, if there is one. */
  void endBar() {
    if (barShown) {
      remarks.println();
      barShown = false;
    }
    lastLabel = "";
  }

  void json(Object value) {
    line(JSON.writeValueAsString(value));
  }

  /** A table with aligned columns; cells that look like numbers stand to the right. */
  void table(List<String> columns, List<? extends List<? extends @Nullable Object>> rows) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(columns);
    rows.forEach(row -> cells.add(row.stream().map(Console::text).toList()));
    int[] widths = new int[columns.size()];
    for (List<String> row : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (int r = 0; r < cells.size(); r++) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = cells.get(r).get(i);
        String space = " ".repeat(widths[i] - cell.length());
        line.append(isNumber(cell) ? space + cell : cell + space).append("  ");
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }

  /** A CSV table, RFC 4180. */
  void csv(List<String> columns, List<? extends List<? extends @Nullable Object>> rows) {
    out.println(String.join(",", columns.stream().map(Console::quoted).toList()));
    rows.forEach(row ->
        out.println(
            String.join(",", row.stream().map(Console::text).map(Console::quoted).toList())));
    out.flush();
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static String quoted(String text) {
    return text.matches("(?s).*[\",\\r\\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  private static boolean isNumber(String text) {
    return text.matches("[-+]?[0-9][0-9,.]*( ?%)?");
  }
}
