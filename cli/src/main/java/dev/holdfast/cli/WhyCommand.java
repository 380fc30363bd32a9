package dev.holdfast.cli;

import dev.holdfast.app.Holdfast;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.health.HealthExplanation;
import dev.holdfast.health.HealthRollUp;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast why}. */
@Command(
    name = "why",
    description = "Say in sentences why an account's health is what it is, and what changed.",
    mixinStandardHelpOptions = true)
final class WhyCommand implements Runnable {

  private final Console console;

  @Mixin private DataFolder data = new DataFolder();

  @Parameters(paramLabel = "ACCOUNT", description = "The account's id.")
  private String account = "";

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "Answer for that day by what was known at its end; default today.")
  private @Nullable LocalDate asOf;

  @Option(
      names = "--since",
      paramLabel = "DATE",
      description = "What changed since the end of that day; default 7, 30 and 90 days before.")
  private @Nullable LocalDate since;

  @Option(names = "--format", description = "table or json; default table.")
  private Format format = Format.TABLE;

  WhyCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    try (Holdfast holdfast = data.open()) {
      holdfast.pipeline().refreshRollups();
      LocalDate day = asOf == null ? holdfast.health().today() : asOf;
      Knowledge knowledge =
          asOf == null
              ? Knowledge.now()
              : Knowledge.asOf(MetricCommand.moment(asOf.toString(), holdfast.settings().zone()));
      HealthExplanation health =
          holdfast
              .health()
              .explain(
                  account, day, knowledge, Optional.of(holdfast.workspace().healthJudgements()));
      HealthExplanation.Change changed =
          since == null ? null : holdfast.health().changed(account, since, day, knowledge);
      HealthRollUp under = holdfast.health().rollUp(account, day, knowledge).orElse(null);
      if (format == Format.JSON) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("health", health);
        answer.put("changed", changed);
        answer.put("rollUp", under);
        console.json(answer);
      } else {
        ExplanationText.why(console, health, changed);
        if (under != null) {
          ExplanationText.under(console, under);
        }
      }
    }
  }
}
