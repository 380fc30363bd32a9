package dev.holdfast.cli;

import dev.holdfast.app.Holdfast;
import dev.holdfast.facts.ImportId;
import dev.holdfast.intake.QuarantineFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast quarantine}. */
@Command(
    name = "quarantine",
    description = "See, correct and replay rows that were not taken in.",
    mixinStandardHelpOptions = true,
    subcommands = {
      QuarantineCommand.ListThem.class,
      QuarantineCommand.Counts.class,
      QuarantineCommand.Correct.class,
      QuarantineCommand.Replay.class
    })
final class QuarantineCommand {

  /** Which rows. */
  static final class Which {
    @Option(names = "--import", description = "Only rows of this import.")
    private @Nullable Long importNumber;

    @Option(names = "--reason", description = "Only rows with this reason code.")
    private @Nullable String code;

    QuarantineFilter filter() {
      QuarantineFilter filter = QuarantineFilter.open();
      if (importNumber != null) {
        filter = filter.ofImport(new ImportId(importNumber));
      }
      return code == null ? filter : filter.withCode(code);
    }
  }

  @Command(name = "list", description = "List open rows.")
  static final class ListThem extends DataCommand {
    @Mixin private Which which = new Which();

    @Option(names = "--after", description = "Go on after this row; default from the start.")
    private long after;

    @Option(names = "--limit", description = "How many rows at most; default 50.")
    private int limit = 50;

    ListThem(Console console) {
      super(console);
    }

    @Override
    void run(Holdfast holdfast) {
      console.table(
          List.of("id", "file", "row", "fact", "field", "reason", "what is wrong"),
          holdfast.imports().quarantine().list(which.filter().page(after, limit)).stream()
              .map(row ->
                  List.<@Nullable Object>of(
                      row.id(),
                      row.file(),
                      row.row(),
                      row.fact(),
                      row.field(),
                      row.code(),
                      row.says()))
              .toList());
    }
  }

  @Command(name = "counts", description = "Count rows by reason.")
  static final class Counts extends DataCommand {

    Counts(Console console) {
      super(console);
    }

    @Override
    void run(Holdfast holdfast) {
      console.json(holdfast.imports().quarantine().counts());
    }
  }

  @Command(
      name = "correct",
      description = "Set fields of a row, such as: correct 12 email=ann@example.com")
  static final class Correct extends DataCommand {

    @Parameters(index = "0", paramLabel = "ID")
    private long id;

    @Parameters(index = "1..*", paramLabel = "FIELD=VALUE", arity = "1..*")
    private Map<String, String> fields = new LinkedHashMap<>();

    Correct(Console console) {
      super(console);
    }

    @Override
    void run(Holdfast holdfast) {
      holdfast.imports().quarantine().correct(id, fields, who());
      console.line("Row " + id + " is corrected. Take it in with: holdfast quarantine replay");
    }
  }

  @Command(
      name = "replay",
      description = "Try rows again, with their corrections and today's data.")
  static final class Replay extends DataCommand {
    @Mixin private Which which = new Which();

    Replay(Console console) {
      super(console);
    }

    @Override
    void run(Holdfast holdfast) {
      holdfast
          .imports()
          .quarantine()
          .replay(which.filter(), who())
          .forEach(report -> ImportCommand.print(console, report));
    }
  }
}
