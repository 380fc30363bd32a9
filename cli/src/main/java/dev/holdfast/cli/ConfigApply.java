package dev.holdfast.cli;

import dev.holdfast.app.CompanyConfig.Does;
import dev.holdfast.app.CompanyConfig.Step;
import dev.holdfast.app.Holdfast;
import dev.holdfast.workspace.Actor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast config apply}. */
@Command(
    name = "apply",
    description =
        "Take in the files of a folder that 'config export' wrote: all of them or, when one is"
            + " refused, none. Ends with 2 when something is refused.",
    mixinStandardHelpOptions = true)
final class ConfigApply implements Callable<Integer> {

  private final Console console;

  @Mixin private DataFolder data = new DataFolder();

  @Parameters(paramLabel = "FOLDER", description = "With metrics/*.yaml and health/*.yaml.")
  private Path folder = Path.of("");

  @Option(names = "--dry-run", description = "Say what would change, and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--waiver",
      paramLabel = "REASON",
      description = "Why health profiles are published without a backtest.")
  private String waiver = "";

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default table.")
  private Format format = Format.TABLE;

  ConfigApply(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Step> steps;
    try (Holdfast holdfast = data.open()) {
      steps =
          dryRun
              ? holdfast.config().plan(folder)
              : holdfast.config().apply(folder, waiver, Actor.holdfast("config apply"));
    }
    boolean refused = steps.stream().anyMatch(step -> step.does() == Does.REFUSED);
    print(steps);
    if (format == Format.TABLE) {
      console.line(
          refused
              ? "Nothing was changed."
              : dryRun
                  ? "Nothing was changed; this is what would be."
                  : "Done. Health uses changed profiles from the next refresh on.");
    }
    return refused ? 2 : 0;
  }

  private void print(List<Step> steps) {
    List<String> columns = List.of("file", "does", "what");
    List<List<@Nullable Object>> cells = new ArrayList<>();
    for (Step step : steps) {
      List<String> what = step.what().isEmpty() ? List.of("") : step.what();
      for (int i = 0; i < what.size(); i++) {
        cells.add(
            List.of(
                i == 0 ? step.path() : "",
                i == 0 ? step.does().name().toLowerCase(Locale.ROOT) : "",
                what.get(i)));
      }
    }
    switch (format) {
      case JSON -> console.json(steps);
      case CSV -> console.csv(columns, cells);
      case TABLE -> console.table(columns, cells);
    }
  }
}
