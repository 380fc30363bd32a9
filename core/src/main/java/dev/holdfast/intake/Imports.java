package dev.holdfast.intake;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.Delivery;
import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.ImportId;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.warehouse.Engine;
import dev.holdfast.warehouse.Staging;
import dev.holdfast.warehouse.Warehouse;
import dev.holdfast.warehouse.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes files in: run an import, list them, undo one. */
public final class Imports {

  private static final Logger LOG = LoggerFactory.getLogger(Imports.class);

  /** How often an import looks again when others stored facts of its source meanwhile. */
  private static final int ATTEMPTS = 3;

  private static final int EXAMPLES = 20;

  private final FactLog log;
  private final Warehouse warehouse;
  private final Quarantine quarantine;

  private Imports(FactLog log) {
    this.log = log;
    this.warehouse = log.warehouse();
    this.quarantine = new Quarantine(warehouse, this);
  }

  /** Makes the tables that are missing. */
  public static Imports open(FactLog log) {
    log.warehouse()
        .write(writer -> {
          QuarantineStore.createTable(writer.sql());
          return true;
        });
    return new Imports(log);
  }

  public Quarantine quarantine() {
    return quarantine;
  }

  /**
   * Imports a file, or says what would happen. Every row ends accepted, duplicate, unchanged, in
   * quarantine or skipped by a rule; either all of it is stored or nothing.
   *
   * @throws HoldfastException {@code BAD_FILE} when the file cannot be read as what the mapping
   *     says, {@code BAD_DEFINITION} when the mapping does not fit the file
   */
  public ImportReport run(ImportRequest request) {
    Path file = request.file();
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new HoldfastException(ErrorCode.BAD_FILE, "There is no file " + file);
    }
    try (Staging staging = warehouse.stage()) {
      RowFile rows = rowFile(file, request.mapping().file(), staging);
      Run run =
          new Run(
              request.mapping(),
              rows,
              String.valueOf(file.getFileName()),
              request.who(),
              request.progress(),
              Optional.empty());
      return run(staging, run, request.dryRun());
    }
  }

  /** Imports, the newest first. */
  public List<ImportRecord> list() {
    return log.deliveries().stream()
        .filter(delivery -> Manifest.KINDS.contains(delivery.kind()))
        .map(Imports::importRecord)
        .toList();
  }

  /**
   * Undoes an import: its facts do not count any more, and its rows leave the quarantine. The file
   * can be imported again.
   */
  public void undo(ImportId id, String who) {
    delivery(id);
    warehouse.write(writer -> {
      log.undo(writer, id, who);
      QuarantineStore.undo(writer, id, who);
      return true;
    });
    LOG.info("import {} undone by {}", id.number(), who);
  }

  List<String> columnsOf(ImportId id) {
    return Manifest.of(delivery(id)).columns();
  }

  ImportReport replay(ImportId original, List<QuarantinedRows.Row> rows, String who) {
    Delivery delivery = delivery(original);
    Manifest manifest = Manifest.of(delivery);
    Mapping mapping = Mappings.parse(manifest.text(), manifest.mapping());
    try (Staging staging = warehouse.stage()) {
      Run run =
          new Run(
              mapping,
              new QuarantinedRows(manifest.columns(), rows),
              delivery.label(),
              who,
              Progress.none(),
              Optional.of(original));
      return run(staging, run, false);
    }
  }

  /** One run; {@code replayOf} is the import whose rows are run again. */
  private record Run(
      Mapping mapping,
      RowFile rows,
      String fileName,
      String who,
      Progress progress,
      Optional<ImportId> replayOf) {}

  private ImportReport run(Staging staging, Run run, boolean dryRun) {
    Engine engine = warehouse.engine();
    Mapping mapping = run.mapping();
    try (RawStore raw = new RawStore(staging, run.rows().columns(), mapping.file())) {
      Plan plan = MappingCompiler.compile(mapping, raw, engine);
      String sha256 = run.rows().stage(raw, run.progress());
      raw.finish();
      long rows = raw.rowCount();
      run.progress().at("checking", rows, 0, 0);
      new CandidateStore(raw, plan, engine).fill(reader(staging));
      VerdictStore verdicts = new VerdictStore(raw, plan, engine, mapping.source());
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        FactReader stored = reader(staging);
        String before =
            AcceptanceStore.stateOf(
                staging.sql(), stored, plan.byType().keySet(), mapping.source());
        verdicts.decide(stored);
        ImportReport report = report(run, sha256, verdicts);
        if (dryRun) {
          return report;
        }
        run.progress().at("storing", rows, 0, 0);
        Optional<ImportReport> done =
            warehouse.writeAlone(writer -> store(writer, run, raw, plan, verdicts, report, before));
        if (done.isPresent()) {
          LOG.info("import of {} by {}: {}", run.fileName(), run.who(), report.rows());
          return done.get();
        }
      }
    }
    throw new HoldfastException(
        ErrorCode.OUTSIDE_UNAVAILABLE,
        "Other imports of the source '"
            + mapping.source()
            + "' keep storing facts; nothing of this one was stored. Run it again.");
  }

  /** Stores what was decided, unless facts of the source were stored since. */
  private Optional<ImportReport> store(
      Writer writer,
      Run run,
      RawStore raw,
      Plan plan,
      VerdictStore verdicts,
      ImportReport report,
      String before) {
    FactReader stored = log.reader(writer.sql(), Knowledge.now());
    Mapping mapping = run.mapping();
    String now =
        AcceptanceStore.stateOf(writer.sql(), stored, plan.byType().keySet(), mapping.source());
    if (!now.equals(before)) {
      return Optional.empty();
    }
    Map<String, ImportReport.FactCounts> facts = new TreeMap<>();
    report.facts().forEach((type, counts) -> facts.put(type.word(), counts));
    Manifest manifest =
        new Manifest(
            mapping.name(),
            mapping.version(),
            report.sha256(),
            raw.columns(),
            report.rows(),
            facts,
            report.reasons(),
            report.skipped(),
            mapping.text());
    ImportId id =
        log.startDelivery(
            writer,
            run.replayOf().isPresent() ? "replay" : "file",
            run.fileName(),
            manifest.json(),
            run.who());
    for (FactType type : plan.byType().keySet()) {
      AcceptanceStore.insertNew(writer, raw.staging(), type, id, mapping.source());
    }
    if (run.replayOf().isPresent()) {
      QuarantineStore.settleReplay(writer, raw, verdicts, run.replayOf().get(), id, run.who());
    } else if (report.rows().quarantined() > 0) {
      QuarantineStore.insertProblems(
          writer, raw, verdicts, id, run.fileName(), mapping, warehouse.engine());
    }
    return Optional.of(
        new ImportReport(
            Optional.of(id),
            report.file(),
            report.mapping(),
            report.sha256(),
            report.rows(),
            report.facts(),
            report.reasons(),
            report.skipped(),
            report.examples()));
  }

  private static ImportReport report(Run run, String sha256, VerdictStore verdicts) {
    Map<FactType, ImportReport.FactCounts> facts = verdicts.countFacts();
    ImportReport.Rows rows = verdicts.countRows(facts);
    return new ImportReport(
        Optional.empty(),
        run.fileName(),
        run.mapping().name(),
        sha256,
        rows,
        facts,
        verdicts.countReasons(),
        verdicts.countSkipped(rows.skipped()),
        verdicts.firstProblems(EXAMPLES));
  }

  private FactReader reader(Staging staging) {
    return log.reader(staging.sql(), Knowledge.now());
  }

  static RowFile rowFile(Path file, FileFormat format, Staging staging) {
    return switch (format.kind()) {
      case CSV -> new CsvFile(file, format);
      case JSON_LINES -> new JsonLinesFile(file, format);
      case PARQUET -> new ParquetFile(file, staging);
    };
  }

  private Delivery delivery(ImportId id) {
    return log.deliveries().stream()
        .filter(delivery -> delivery.id().equals(id) && Manifest.KINDS.contains(delivery.kind()))
        .findFirst()
        .orElseThrow(() ->
            new HoldfastException(
                ErrorCode.NOT_FOUND, "There is no import " + id.number() + " of a file."));
  }

  private static ImportRecord importRecord(Delivery delivery) {
    Manifest manifest = Manifest.of(delivery);
    return new ImportRecord(
        delivery.id(),
        delivery.kind(),
        delivery.label(),
        manifest.mapping(),
        manifest.version(),
        manifest.sha256(),
        manifest.rows(),
        delivery.by(),
        delivery.startedAt(),
        delivery.undoneAt());
  }
}
