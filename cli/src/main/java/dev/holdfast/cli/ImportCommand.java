package dev.holdfast.cli;

import dev.holdfast.app.Holdfast;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.intake.ImportReport;
import dev.holdfast.intake.ImportRequest;
import dev.holdfast.intake.Mappings;
import dev.holdfast.intake.Suggestion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast import}. */
@Command(
    name = "import",
    description = "Import a CSV, JSON lines or Parquet file.",
    mixinStandardHelpOptions = true)
final class ImportCommand implements Runnable {

  private final Console console;

  @Mixin private DataFolder data = new DataFolder();

  @Parameters(paramLabel = "FILE")
  private Path file = Path.of("");

  @Option(names = "--mapping", paramLabel = "M.yaml", description = "How rows become facts.")
  private @Nullable Path mapping;

  @Option(names = "--dry-run", description = "Say what would happen; store nothing.")
  private boolean dryRun;

  @Option(names = "--suggest", description = "Print a first mapping made from the header.")
  private boolean suggest;

  @Option(names = "--format", description = "table or json; default table.")
  private Format format = Format.TABLE;

  ImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    if (!Files.isReadable(file)) {
      throw new HoldfastException(ErrorCode.BAD_FILE, "There is no readable file " + file + ".");
    }
    if (suggest) {
      console.line(Suggestion.forFile(file));
      return;
    }
    if (mapping == null) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "Say how rows become facts with --mapping M.yaml; make a first one with: holdfast import "
              + file
              + " --suggest > mapping.yaml");
    }
    try (Holdfast holdfast = data.openForImport()) {
      ImportReport report =
          holdfast
              .imports()
              .run(
                  new ImportRequest(
                      file,
                      Mappings.read(mapping),
                      dryRun,
                      DataCommand.who(),
                      (step, rows, bytes, total) -> console.progress(step, bytes, total)));
      console.endBar();
      if (format == Format.JSON) {
        console.json(report);
      } else {
        print(console, report);
      }
    }
  }

  static void print(Console console, ImportReport report) {
    ImportReport.Rows rows = report.rows();
    console.line(
        report.file()
            + report
                .importId()
                .map(id -> ": import " + id.number())
                .orElse(": dry run, nothing stored"));
    console.line(
        String.format(
            Locale.ROOT,
            "%,d rows: %,d accepted, %,d duplicate, %,d unchanged, %,d quarantined, %,d skipped",
            rows.total(),
            rows.accepted(),
            rows.duplicate(),
            rows.unchanged(),
            rows.quarantined(),
            rows.skipped()));
    console.line("");
    console.table(
        List.of("fact", "create", "unchanged", "duplicate", "rejected"),
        report.facts().entrySet().stream()
            .map(entry ->
                List.<@Nullable Object>of(
                    entry.getKey().word(),
                    entry.getValue().created(),
                    entry.getValue().unchanged(),
                    entry.getValue().duplicate(),
                    entry.getValue().rejected()))
            .toList());
    if (!report.skipped().isEmpty()) {
      console.line("");
      console.table(
          List.of("skipped by rule", "rows"),
          report.skipped().entrySet().stream()
              .map(entry -> List.<@Nullable Object>of(entry.getKey(), entry.getValue()))
              .toList());
    }
    if (!report.reasons().isEmpty()) {
      console.line("");
      console.table(
          List.of("quarantined", "field", "reason", "rows"),
          report.reasons().stream()
              .map(reason ->
                  List.<@Nullable Object>of(
                      reason.fact(), reason.field(), reason.code(), reason.rows()))
              .toList());
      console.line("");
      report.examples().stream()
          .limit(5)
          .forEach(problem -> console.line("row " + problem.row() + ": " + problem.says()));
      if (!report.dryRun()) {
        console.line("See them with: holdfast quarantine list");
      }
    }
  }
}
