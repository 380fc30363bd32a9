package dev.holdfast.cli;

import dev.holdfast.app.Holdfast;
import dev.holdfast.facts.ImportId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code holdfast imports}. */
@Command(
    name = "imports",
    description = "List imports, or undo one.",
    mixinStandardHelpOptions = true,
    subcommands = {ImportsCommand.ListThem.class, ImportsCommand.Undo.class})
final class ImportsCommand {

  @Command(name = "list", description = "List imports, the newest first.")
  static final class ListThem extends DataCommand {

    ListThem(Console console) {
      super(console);
    }

    @Override
    void run(Holdfast holdfast) {
      console.table(
          List.of(
              "import", "at", "file", "mapping", "rows", "accepted", "quarantined", "by", "undone"),
          holdfast.imports().list().stream()
              .map(record ->
                  List.<@Nullable Object>of(
                      record.id().number(),
                      record.at(),
                      record.file(),
                      record.mapping(),
                      record.rows().total(),
                      record.rows().accepted(),
                      record.rows().quarantined(),
                      record.by(),
                      record.undoneAt().map(Object::toString).orElse("")))
              .toList());
    }
  }

  @Command(name = "undo", description = "Undo an import: its facts do not count any more.")
  static final class Undo extends DataCommand {

    @Parameters(paramLabel = "IMPORT")
    private long number;

    Undo(Console console) {
      super(console);
    }

    @Override
    void run(Holdfast holdfast) {
      holdfast.imports().undo(new ImportId(number), who());
      console.line("Import " + number + " is undone. The file can be imported again.");
    }
  }
}
