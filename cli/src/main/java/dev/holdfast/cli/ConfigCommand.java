package dev.holdfast.cli;

import dev.holdfast.metrics.ContractLint;
import dev.holdfast.metrics.ContractLint.Finding;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast config}. */
@Command(
    name = "config",
    description = "Look after the definitions that a company writes itself.",
    mixinStandardHelpOptions = true,
    subcommands = {ConfigCommand.Lint.class, ConfigExport.class, ConfigApply.class})
final class ConfigCommand {

  /** {@code holdfast config lint}. */
  @Command(
      name = "lint",
      description =
          "List metrics that nobody owns or acts on, thresholds without an action, and files that"
              + " cannot be read. Ends with 2 when there is something to mend.",
      mixinStandardHelpOptions = true)
  static final class Lint implements Callable<Integer> {

    private final Console console;

    @Mixin private DataFolder data = new DataFolder();

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default table.")
    private Format format = Format.TABLE;

    Lint(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      List<Finding> findings = ContractLint.findings(Optional.of(data.settings().metricsFolder()));
      print(findings);
      return findings.isEmpty() ? 0 : 2;
    }

    private void print(List<Finding> findings) {
      List<String> columns = List.of("metric", "what", "mend");
      List<List<@Nullable Object>> cells =
          findings.stream()
              .map(one -> List.<@Nullable Object>of(one.metric(), one.what(), one.mend()))
              .toList();
      switch (format) {
        case JSON -> console.json(findings);
        case CSV -> console.csv(columns, cells);
        case TABLE -> {
          if (findings.isEmpty()) {
            console.line("Nothing to mend: every metric has an owner, a reader and a next step.");
          } else {
            console.table(columns, cells);
          }
        }
      }
    }
  }
}
