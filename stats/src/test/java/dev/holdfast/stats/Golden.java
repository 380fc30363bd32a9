package dev.holdfast.stats;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the committed golden files. */
final class Golden {

  private Golden() {}

  /** One line of a golden table; an empty cell and NA both mean that there is no value. */
  record Row(String file, Map<String, String> cells) {

    boolean has(String column) {
      return !text(column).isEmpty() && !text(column).equals("NA");
    }

    String text(String column) {
      String cell = cells.get(column);
      if (cell == null) {
        throw new IllegalArgumentException(file + " has no column " + column);
      }
      return cell;
    }

    double number(String column) {
      return Double.parseDouble(text(column));
    }

    long count(String column) {
      return Long.parseLong(text(column));
    }
  }

  static List<Row> table(String file) {
    return rows(file, content(file));
  }

  static List<Row> rows(String file, String content) {
    List<String> lines = content.lines().filter(line -> !line.startsWith("#")).toList();
    String[] columns = split(lines.getFirst());
    List<Row> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = split(line);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < columns.length; i++) {
        row.put(columns[i], cells[i]);
      }
      rows.add(new Row(file, row));
    }
    return rows;
  }

  /** A table made by a script in the project's own golden folder; see the script of like name. */
  static List<Row> ours(String file) {
    Path path = Path.of(System.getProperty("holdfast.root", "..")).resolve("golden").resolve(file);
    try {
      return rows(file, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String file) {
    return new JsonMapper().readTree(content(file));
  }

  static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).doubleValue();
    }
    return numbers;
  }

  private static String[] split(String line) {
    return line.replace("\"", "").split(",", -1);
  }

  private static String content(String file) {
    try (InputStream stream = Golden.class.getResourceAsStream("/golden/" + file)) {
      if (stream == null) {
        throw new IllegalArgumentException("no golden file " + file);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
