package dev.holdfast.stats;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Purchases to fit models to: ours, and third parties' that lie beside the project. */
final class PurchaseSets {

  /** Last day of the calibration of the CDNOW set in the literature. */
  static final LocalDate CDNOW_END = LocalDate.of(1997, 9, 30);

  private static final Path SHARED =
      Path.of(System.getProperty("holdfast.root", ".."), "..", "shared", "data").normalize();

  private PurchaseSets() {}

  /** One purchase. */
  record Purchase(String customer, LocalDate day, double amount) {}

  /** Our own simulation with r 0.8, α 6, a 0.7, b 2.5. */
  static List<PurchaseHistory> simulated() {
    return histories(Golden.table("sim_bgnbd_cbs.csv"));
  }

  /** Customers who never leave, with r 0.8 and α 6; needs no data of others. */
  static List<PurchaseHistory> lasting(int customers, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<PurchaseHistory> histories = new ArrayList<>();
    for (int i = 0; i < customers; i++) {
      double rate = Draws.gamma(random, 0.8) / 6;
      double observed = 20 + random.nextInt(33);
      long repeats = 0;
      double last = 0;
      double next = random.nextExponential() / rate;
      while (next < observed) {
        repeats++;
        last = next;
        next += random.nextExponential() / rate;
      }
      histories.add(new PurchaseHistory(repeats, last, observed));
    }
    return histories;
  }

  /** Rows with columns x, t_x and T, as the literature names them. */
  static List<PurchaseHistory> histories(List<Golden.Row> rows) {
    return rows.stream()
        .map(row -> new PurchaseHistory(row.count("x"), row.number("t_x"), row.number("T")))
        .toList();
  }

  /** Each customer's purchases to the end of a period, in weeks. */
  static List<PurchaseHistory> weekly(Map<String, List<Purchase>> purchases, LocalDate end) {
    return purchases.values().stream()
        .map(own -> PurchaseHistory.of(own.stream().map(Purchase::day).toList(), end, 7))
        .flatMap(Optional::stream)
        .toList();
  }

  static Map<String, List<Purchase>> cdnow() {
    List<Purchase> purchases = new ArrayList<>();
    for (String line : third("cdnow/CDNOW_sample.txt")) {
      String[] cells = line.strip().split(" +");
      LocalDate day = LocalDate.parse(cells[2], DateTimeFormatter.BASIC_ISO_DATE);
      purchases.add(new Purchase(cells[1], day, Double.parseDouble(cells[4])));
    }
    return byCustomer(purchases);
  }

  /** The summary that comes with the set, in weeks rounded to hundredths. */
  static List<Golden.Row> cdnowSummary() {
    return Golden.rows(
        "summary", String.join("\n", third("cdnow/cdnow_customers_summary_with_transactions.csv")));
  }

  /** Positive invoices that were not cancelled. */
  static Map<String, List<Purchase>> onlineRetail() {
    List<Purchase> purchases = new ArrayList<>();
    for (Golden.Row row :
        Golden.rows("invoices", String.join("\n", third("online_retail/invoices.csv")))) {
      if (row.text("cancellation").equals("0") && row.number("amount_gbp") > 0) {
        LocalDate day = LocalDate.parse(row.text("invoice_at").substring(0, 10));
        purchases.add(new Purchase(row.text("customer_id"), day, row.number("amount_gbp")));
      }
    }
    return byCustomer(purchases);
  }

  /** The artificial log of the lifetimes package. */
  static Map<String, List<Purchase>> artificial() {
    List<Purchase> purchases = new ArrayList<>();
    for (Golden.Row row :
        Golden.rows("log", String.join("\n", third("lifetimes_sim/example_transactions.csv")))) {
      LocalDate day = LocalDate.parse(row.text("date").substring(0, 10));
      purchases.add(new Purchase(row.text("id"), day, 0));
    }
    return byCustomer(purchases);
  }

  private static Map<String, List<Purchase>> byCustomer(List<Purchase> purchases) {
    Map<String, List<Purchase>> customers = new TreeMap<>();
    for (Purchase purchase : purchases) {
      customers.computeIfAbsent(purchase.customer(), own -> new ArrayList<>()).add(purchase);
    }
    return customers;
  }

  private static List<String> third(String name) {
    Path file = SHARED.resolve(name);
    assumeTrue(Files.isReadable(file), "SKIPPED, NOT PASSED: the data set is not at " + file);
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
