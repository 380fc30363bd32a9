package dev.holdfast.cli;

import dev.holdfast.app.Holdfast;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.health.HealthExplanation;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast health}. */
@Command(
    name = "health",
    description = "Say how an account is, and why.",
    mixinStandardHelpOptions = true)
final class HealthCommand implements Runnable {

  private final Console console;

  @Mixin private DataFolder data = new DataFolder();

  @Parameters(paramLabel = "ACCOUNT", description = "The account's id.")
  private String account = "";

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "The score of that day by what was known at its end; default today.")
  private @Nullable LocalDate asOf;

  @Option(
      names = "--day",
      paramLabel = "DATE",
      description = "The score of that day by what is known now; for data that was imported later.")
  private @Nullable LocalDate day;

  @Option(names = "--explain", description = "Every measure with its raw value, curve and weight.")
  private boolean explain;

  @Option(names = "--format", description = "table or json; default table.")
  private Format format = Format.TABLE;

  HealthCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    try (Holdfast holdfast = data.open()) {
      holdfast.pipeline().refreshRollups();
      HealthExplanation explanation =
          asOf == null
              ? holdfast
                  .health()
                  .explain(account, day == null ? holdfast.health().today() : day, Knowledge.now())
              : holdfast
                  .health()
                  .explain(
                      account,
                      asOf,
                      Knowledge.asOf(
                          MetricCommand.moment(asOf.toString(), holdfast.settings().zone())));
      if (format == Format.JSON) {
        console.json(explanation);
      } else if (explain) {
        ExplanationText.full(console, explanation);
      } else {
        ExplanationText.brief(console, explanation);
      }
    }
  }
}
