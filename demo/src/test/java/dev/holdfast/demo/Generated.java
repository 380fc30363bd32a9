package dev.holdfast.demo;

import dev.holdfast.base.Clocks;
import dev.holdfast.facts.FactLog;
import dev.holdfast.warehouse.Warehouse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jooq.Record;
import org.jooq.Result;

/** A demo company in memory, with what is true about it. */
record Generated(Warehouse warehouse, FactLog log, DemoTruth truth) implements AutoCloseable {

  static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 20);
  static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

  static DemoSettings settings(int accounts, int months, long usageEvents) {
    return new DemoSettings(accounts, months, 1, usageEvents, LAST_DAY, ZoneId.of("Europe/London"));
  }

  static Generated of(DemoSettings settings) {
    Warehouse warehouse = Warehouse.inMemory(Clocks.settable(NOW));
    FactLog log = FactLog.open(warehouse);
    return new Generated(warehouse, log, DemoCompany.generate(log, settings, Progress.silent()));
  }

  Result<Record> rows(String sql) {
    return warehouse.read(context -> context.fetch(sql));
  }

  /** The one number a query gives. */
  double number(String sql) {
    Object value = rows(sql).getFirst().get(0);
    return value == null ? Double.NaN : ((Number) value).doubleValue();
  }

  @Override
  public void close() {
    warehouse.close();
  }
}
