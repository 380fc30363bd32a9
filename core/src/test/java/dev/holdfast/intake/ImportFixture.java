package dev.holdfast.intake;

import dev.holdfast.base.Clocks;
import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.warehouse.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jooq.impl.DSL;

/** A warehouse in memory, and small files to import into it. */
final class ImportFixture implements AutoCloseable {

  /** Visits: an event with an id, a moment, an account and a number. */
  static final String VISITS =
      """
      mapping: visits
      version: 1
      file: { format: %s }
      source: crm
      facts:
        - fact: usage_event
          fields:
            fact_id: id
            occurred_at: instant(at)
            account_id: account
            name: "'visit'"
            quantity: integer(n)
      """;

  final Warehouse warehouse =
      Warehouse.inMemory(Clocks.settable(Instant.parse("2026-01-01T00:00:00Z")));
  final FactLog log = FactLog.open(warehouse);
  final Imports imports = Imports.open(log);
  private final Path folder;

  ImportFixture(Path folder) {
    this.folder = folder;
  }

  /** The mapping of visits for a kind of file. */
  static String visits(String format) {
    return VISITS.formatted(format);
  }

  Path file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  Path file(String name, byte[] content) {
    try {
      return Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Imports visits from CSV text. */
  ImportReport csv(String content) {
    return run(file("visits.csv", content), visits("csv"));
  }

  ImportReport run(Path file, String mapping) {
    return run(file, mapping, false);
  }

  ImportReport dryRun(Path file, String mapping) {
    return run(file, mapping, true);
  }

  private ImportReport run(Path file, String mapping, boolean dryRun) {
    return imports.run(
        new ImportRequest(
            file, Mappings.parse(mapping, "test.yaml"), dryRun, "tester", Progress.none()));
  }

  /** The rows that were not taken in, each as {@code number: code field}. */
  static List<String> problems(ImportReport report) {
    return report.examples().stream()
        .map(p -> (p.row() + ": " + p.code() + " " + p.field()).strip())
        .toList();
  }

  /** A column of the facts that count, in the order of their ids. */
  List<String> values(FactType type, String column) {
    return warehouse.read(sql ->
        sql.select(DSL.field(DSL.name(column)))
            .from(log.reader(sql, Knowledge.now()).all(type))
            .orderBy(DSL.field(DSL.name("fact_id")))
            .fetch(row -> String.valueOf(row.get(0))));
  }

  @Override
  public void close() {
    warehouse.close();
  }
}
