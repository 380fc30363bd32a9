package dev.holdfast.stream;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import dev.holdfast.base.Clocks;
import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.journal.JournalSettings;
import dev.holdfast.warehouse.Warehouse;
import dev.holdfast.warehouse.WarehouseSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A door for messages on a warehouse and a journal in a folder. */
final class StreamFixture implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-03-18T10:00:00Z");

  final Clocks.SettableClock clock = Clocks.settable(NOW);
  final Warehouse warehouse;
  final FactLog log;
  final Arrivals arrivals;

  StreamFixture(Path folder) {
    warehouse =
        Warehouse.open(folder.resolve("w.duckdb"), new WarehouseSettings("512MB", 2, 2), clock);
    log = FactLog.open(warehouse);
    arrivals = Arrivals.open(log, folder.resolve("journal"), JournalSettings.usual(), clock);
  }

  /** Sends a request; quotes are written as apostrophes. */
  void send(Wire wire, String body) {
    sendBytes(wire, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  void sendBytes(Wire wire, byte[] body) {
    arrivals.accept(new Arrival("web", wire, clock.instant(), 0, "", true, body)).join();
  }

  /** Sends messages in an envelope and loads them. */
  void load(String... messages) {
    send(Wire.BATCH, "{'batch':[" + String.join(",", messages) + "]}");
    arrivals.load();
  }

  /** One column of the facts that count, in the order of their ids. */
  List<String> facts(FactType type, String column) {
    return warehouse.read(sql ->
        sql.select(field(name(column)))
            .from(log.reader(sql, Knowledge.now()).all(type))
            .orderBy(CommonColumns.FACT_ID)
            .fetch(row -> String.valueOf(row.value1())));
  }

  /** One column of the last states, in the order of their keys. */
  List<String> states(FactType type, String column) {
    return warehouse.read(sql ->
        sql.select(field(name(column)))
            .from(log.reader(sql, Knowledge.now()).lastState(type))
            .orderBy(field(name(type.stateKey().orElseThrow())))
            .fetch(row -> String.valueOf(row.value1())));
  }

  List<FailedEvent> failed() {
    return arrivals.failed().list(FailedFilter.open());
  }

  List<String> failures() {
    return failed().stream().map(event -> event.code() + " " + event.field()).toList();
  }

  @Override
  public void close() {
    arrivals.close();
    warehouse.close();
  }
}
