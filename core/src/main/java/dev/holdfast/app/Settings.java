package dev.holdfast.app;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.journal.JournalSettings;
import dev.holdfast.metrics.LedgerSettings;
import dev.holdfast.metrics.RollupSettings;
import dev.holdfast.reports.Board;
import dev.holdfast.reports.Threshold;
import dev.holdfast.reports.Thresholds;
import dev.holdfast.signals.SignalSettings;
import dev.holdfast.warehouse.WarehouseSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a company may set, in {@code holdfast.yaml} in its data folder. Every setting has a default
 * that works.
 *
 * @param data the data folder
 * @param zone zone in which the company reads dates and counts days
 * @param rollups how usage, tickets and revenue are summed up
 * @param warehouse how much of the machine the warehouse may use
 * @param listening where the web server listens
 * @param intake how much may arrive over HTTP at once
 * @param thresholds the words that amounts earn on the board of metrics
 * @param signals how many signals a week are worth a look
 */
public record Settings(
    Path data,
    ZoneId zone,
    RollupSettings rollups,
    WarehouseSettings warehouse,
    Listening listening,
    Intake intake,
    Thresholds thresholds,
    SignalSettings signals) {

  private static final int IMPORT_MEGABYTES = 576;
  private static final long USUAL_BODY_BYTES = 4_000 << 10;
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,5})(KB|MB|GB)");
  private static final List<String> UNITS = List.of("B", "KB", "MB", "GB");

  /**
   * Where the web server listens.
   *
   * @param host address of this machine to listen on
   * @param port port; absent for 8080, or any free one when that is taken
   * @param publicAddress how people reach it when a proxy stands before it
   */
  public record Listening(String host, Optional<Integer> port, Optional<URI> publicAddress) {}

  /**
   * How much may arrive over HTTP.
   *
   * @param bodyBytes largest body of a request, unpacked
   * @param memoryBytes bodies that are being read and not safe yet, all together
   * @param journal how much may wait on the disk
   */
  public record Intake(int bodyBytes, long memoryBytes, JournalSettings journal) {}

  /** The settings of a data folder. */
  public static Settings of(Path data) {
    SettingsFile file = SettingsFile.read(data.resolve("holdfast.yaml"));
    ZoneId zone = file.get("zone", "Europe/London", ZoneId::of).orElse(ZoneId.of("UTC"));
    Settings settings =
        new Settings(
            data,
            zone,
            new RollupSettings(
                zone,
                file.get("value-event", "name == 'report_viewed'", text -> text).orElse(null),
                BusinessHoursSettings.read(file, zone),
                ledger(file, zone)),
            warehouse(file.area("warehouse")),
            listening(file.area("web")),
            intake(file.area("intake")),
            thresholds(file.area("thresholds")),
            signals(file.area("signals")));
    file.end();
    return settings;
  }

  /**
   * The same for a process that only imports: the engine spills to disk early, so that a file of
   * any size is taken in with less than 1 GiB.
   */
  public Settings forImport() {
    return new Settings(
        data,
        zone,
        rollups,
        warehouse.withMemoryAtMost(IMPORT_MEGABYTES),
        listening,
        intake,
        thresholds,
        signals);
  }

  public Path warehouseFile() {
    return data.resolve("warehouse.duckdb");
  }

  /** Where requests are kept until they are stored. */
  public Path journalFolder() {
    return data.resolve("journal");
  }

  public Path workspaceFile() {
    return data.resolve("workspace.sqlite");
  }

  /** Where a company keeps metric contracts of its own. */
  public Path metricsFolder() {
    return data.resolve("metrics");
  }

  /** Where a company keeps signals of its own. */
  public Path signalsFolder() {
    return data.resolve("signals");
  }

  /** Where a company keeps health profiles of its own. */
  public Path healthFolder() {
    return data.resolve("health");
  }

  private static LedgerSettings ledger(SettingsFile file, ZoneId zone) {
    SettingsFile rates = file.area("rates");
    Map<String, BigDecimal> byCode = new TreeMap<>();
    Map<String, SortedMap<LocalDate, BigDecimal>> later = new TreeMap<>();
    for (String code : rates.keys()) {
      if (rates.isList(code)) {
        datedRates(rates, code, byCode, later);
      } else {
        rates.get(code, "1.08", BigDecimal::new).ifPresent(rate -> byCode.put(code, rate));
      }
    }
    return new LedgerSettings(
        file.get("currency", "USD", Currency::getInstance),
        byCode,
        later,
        file.get("tracked-since", "2024-01-31", LocalDate::parse),
        zone);
  }

  /** The first rate of a list counts from the beginning, each later one from its day on. */
  private static void datedRates(
      SettingsFile rates,
      String code,
      Map<String, BigDecimal> byCode,
      Map<String, SortedMap<LocalDate, BigDecimal>> later) {
    SortedMap<LocalDate, BigDecimal> dated = new TreeMap<>();
    for (SettingsFile area : rates.areas(code)) {
      Optional<LocalDate> from = area.get("from", "2026-01-01", LocalDate::parse);
      BigDecimal rate =
          area.get("rate", "1.08", BigDecimal::new)
              .orElseThrow(() -> SettingsFile.bad(area.name("rate") + " is missing, such as 1.08"));
      area.end();
      if (!byCode.containsKey(code)) {
        byCode.put(code, rate);
      } else if (from.isEmpty() || (!dated.isEmpty() && !from.get().isAfter(dated.lastKey()))) {
        throw SettingsFile.bad(
            area.name("from") + " must be a later day than that of the rate before");
      } else {
        dated.put(from.get(), rate);
      }
    }
    later.put(code, dated);
  }

  private static WarehouseSettings warehouse(SettingsFile area) {
    WarehouseSettings defaults = WarehouseSettings.defaults();
    WarehouseSettings settings =
        new WarehouseSettings(
            area.get("memory-limit", "4GB", text -> text).orElse(defaults.memoryLimit()),
            area.get("threads", "2", Integer::valueOf).orElse(defaults.threads()),
            area.get("readers", "4", Integer::valueOf).orElse(defaults.readers()));
    area.end();
    return settings;
  }

  private static Listening listening(SettingsFile area) {
    Listening listening =
        new Listening(
            area.get("host", "127.0.0.1", text -> text).orElse("127.0.0.1"),
            area.get("port", "8080", Integer::valueOf),
            area.get("public-address", "https://holdfast.example.com", URI::create));
    area.end();
    return listening;
  }

  private static Intake intake(SettingsFile area) {
    JournalSettings usual = JournalSettings.usual();
    long memory = area.get("memory", "64MB", Settings::bytes).orElse(usual.waitingBytes());
    Intake intake =
        new Intake(
            Math.toIntExact(
                area.get("body-limit", "4MB", Settings::bytes).orElse(USUAL_BODY_BYTES)),
            memory,
            new JournalSettings(
                usual.segmentBytes(),
                memory,
                area.get("backlog", "8GB", Settings::bytes).orElse(usual.backlogBytes()),
                area.get("spare-disk", "512MB", Settings::bytes).orElse(usual.spareBytes())));
    area.end();
    return intake;
  }

  private static Thresholds thresholds(SettingsFile area) {
    Map<String, List<Threshold>> own = new TreeMap<>();
    for (String metric : new TreeSet<>(Board.metrics())) {
      area.list(metric, "\"> 50 excellent\"", Threshold::of)
          .ifPresent(list -> own.put(metric, list));
    }
    area.end();
    try {
      return Thresholds.usual().with(own);
    } catch (IllegalArgumentException e) {
      throw new HoldfastException(ErrorCode.BAD_DEFINITION, "thresholds: " + e.getMessage(), e);
    }
  }

  private static SignalSettings signals(SettingsFile area) {
    SignalSettings settings =
        new SignalSettings(
            area.get("budget-per-week", "10", Integer::valueOf)
                .orElse(SignalSettings.usual().budget()));
    area.end();
    return settings;
  }

  private static long bytes(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new IllegalArgumentException(text);
    }
    return Long.parseLong(size.group(1)) << (UNITS.indexOf(size.group(2)) * 10);
  }
}
