package dev.holdfast.bench;

import dev.holdfast.app.Holdfast;
import dev.holdfast.app.Settings;
import dev.holdfast.base.Clocks;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.intake.ImportReport;
import dev.holdfast.intake.ImportRequest;
import dev.holdfast.intake.Mappings;
import dev.holdfast.intake.Progress;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;

/**
 * How long an import of usage events takes: read, mapped, checked, compared with what is stored,
 * and stored; beside it DuckDB reading the same file into a table with nothing of all that.
 */
public final class ImportBench {

  private static final String MAPPING =
      """
      mapping: bench
      version: 1
      file: { format: csv, missing: [""] }
      source: bench
      facts:
        - fact: usage_event
          fields:
            fact_id: message_id
            occurred_at: instant(occurred_at)
            account_id: account_id
            person_id: person_id
            name: name
            quantity: 1
            properties: { page: page }
      """;

  private static final List<String> NAMES =
      List.of("login", "report_viewed", "export_made", "invite_sent", "search", "comment_added");

  private static final long MICROSECONDS = 18L * 30 * 86_400 * 1_000_000;

  private ImportBench() {}

  /**
   * What an import took.
   *
   * @param rows rows of the file
   * @param fileBytes size of the file
   * @param accepted rows that were stored
   * @param seconds wall time of the import
   * @param rowsPerSecond {@code rows / seconds}
   * @param cpuSeconds time of all processors, user and system
   * @param peakMemoryMegabytes the most memory the process held, Java and engine; 0 where the
   *     system does not say
   * @param againSeconds wall time of importing the same file again, which stores nothing
   * @param bareSeconds DuckDB's {@code create table as select * from read_csv}
   * @param ratio {@code seconds / bareSeconds}
   */
  public record Result(
      long rows,
      long fileBytes,
      long accepted,
      double seconds,
      double rowsPerSecond,
      double cpuSeconds,
      long peakMemoryMegabytes,
      double againSeconds,
      double bareSeconds,
      double ratio) {}

  /** Runs the benchmark in a folder that is made; what an earlier run left there is replaced. */
  public static Result run(Path folder, long rows, int accounts, Progress progress) {
    try {
      Path data = folder.resolve("data");
      Folders.delete(data);
      Files.createDirectories(folder);
      Path file = folder.resolve("events.csv");
      write(file, rows, accounts);
      ImportRequest request =
          new ImportRequest(
              file, Mappings.parse(MAPPING, "the benchmark's mapping"), false, "bench", progress);
      try (Holdfast holdfast = Holdfast.open(Settings.of(data).forImport(), Clocks.system())) {
        long cpu = cpuNanos();
        long start = System.nanoTime();
        ImportReport report = holdfast.imports().run(request);
        double seconds = secondsSince(start);
        double cpuSeconds = (cpuNanos() - cpu) / 1e9;
        start = System.nanoTime();
        holdfast.imports().run(request);
        double again = secondsSince(start);
        long peak = peakMemoryMegabytes();
        double bare = bareSeconds(file, folder.resolve("bare.duckdb"), holdfast.settings());
        return new Result(
            rows,
            Files.size(file),
            report.rows().accepted(),
            seconds,
            rows / seconds,
            cpuSeconds,
            peak,
            again,
            bare,
            seconds / bare);
      }
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE, "cannot write to " + folder + ": " + e.getMessage(), e);
    } catch (SQLException e) {
      throw new HoldfastException(ErrorCode.STORE_FAILED, "the bare reading failed", e);
    }
  }

  private static void write(Path file, long rows, int accounts) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    Instant first = Instant.parse("2024-06-01T00:00:00Z");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("message_id,account_id,person_id,name,occurred_at,page\n");
      for (long row = 0; row < rows; row++) {
        int account = random.nextInt(accounts);
        long offset = (long) (MICROSECONDS / (double) rows * row);
        out.write("m-" + row + ",acc-" + account + ",per-" + account + "-" + random.nextInt(12));
        out.write("," + NAMES.get(random.nextInt(NAMES.size())) + ",");
        out.write(first.plusMillis(offset / 1_000).toString());
        out.write(",/page/" + random.nextInt(400) + "\n");
      }
    }
  }

  private static double bareSeconds(Path file, Path database, Settings settings)
      throws SQLException, IOException {
    Files.deleteIfExists(database);
    Properties properties = new Properties();
    properties.setProperty("memory_limit", settings.warehouse().memoryLimit());
    properties.setProperty("threads", Integer.toString(settings.warehouse().threads()));
    long start = System.nanoTime();
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + database, properties);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table events as select * from read_csv('"
              + file.toString().replace("'", "''")
              + "')");
    }
    double seconds = secondsSince(start);
    Files.deleteIfExists(database);
    return seconds;
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  /** The high-water mark that Linux keeps of a process. */
  private static long peakMemoryMegabytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1_024)
        .findFirst()
        .orElse(0);
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
