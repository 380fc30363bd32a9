package dev.holdfast.stats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** The Telco set: others own it, so it is not ours to commit and lies beside the project. */
final class Telco {

  private static final Path FILE =
      Path.of(System.getProperty("holdfast.root", ".."))
          .resolve("../shared/data/telco/Telco-Customer-Churn.csv")
          .normalize();

  private Telco() {}

  /** One customer, by column. */
  record Customer(Map<String, String> cells) {

    String text(String column) {
      String cell = cells.get(column);
      if (cell == null) {
        throw new IllegalArgumentException("Telco has no column " + column);
      }
      return cell;
    }

    /** A number; the eleven blanks belong to customers of tenure 0, who were charged nothing. */
    double number(String column) {
      return text(column).isBlank() ? 0 : Double.parseDouble(text(column));
    }

    double is(String column, String cell) {
      return text(column).equals(cell) ? 1 : 0;
    }

    double yes(String column) {
      return is(column, "Yes");
    }

    boolean churned() {
      return text("Churn").equals("Yes");
    }
  }

  /** All customers; the test that asks is skipped, and says so, when the set is not there. */
  static List<Customer> customers() {
    Assumptions.assumeTrue(
        Files.exists(FILE), "NOT TESTED: the Telco set is not there; it should lie at " + FILE);
    try {
      List<String> lines = Files.readAllLines(FILE);
      String[] columns = lines.getFirst().split(",", -1);
      return lines.stream().skip(1).map(line -> customer(columns, line)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Customer customer(String[] columns, String line) {
    String[] cells = line.split(",", -1);
    Map<String, String> byColumn = new HashMap<>();
    for (int i = 0; i < columns.length; i++) {
      byColumn.put(columns[i], cells[i].strip());
    }
    return new Customer(byColumn);
  }
}
