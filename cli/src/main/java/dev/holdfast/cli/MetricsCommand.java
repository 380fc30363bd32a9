package dev.holdfast.cli;

import dev.holdfast.app.Holdfast;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast metrics}. */
@Command(
    name = "metrics",
    description = "List the metrics there are.",
    mixinStandardHelpOptions = true)
final class MetricsCommand implements Runnable {

  private final Console console;

  @Mixin private DataFolder data = new DataFolder();

  MetricsCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    try (Holdfast holdfast = data.open()) {
      console.table(
          List.of("metric", "unit", "better", "variants", "question"),
          holdfast.metrics().catalogue().contracts().stream()
              .map(contract ->
                  List.<@Nullable Object>of(
                      contract.key(),
                      contract.unit(),
                      contract.direction().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                      String.join(
                          " ",
                          contract.variants().stream().map(variant -> variant.name()).toList()),
                      contract.question()))
              .toList());
    }
  }
}
