package dev.holdfast.cli;

import dev.holdfast.app.Holdfast;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.health.AccountRange;
import dev.holdfast.health.ChurnRisk;
import dev.holdfast.health.ChurnRiskModel;
import dev.holdfast.health.ChurnRisks;
import dev.holdfast.workspace.HealthJudgements;
import dev.holdfast.workspace.HealthJudgements.Layer;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast risk}. */
@Command(
    name = "risk",
    description = "Say how likely accounts are to be lost, and what that rests on.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "What it rests on is learned once a day and kept; --learn learns it anew.",
      "Without an account: what it rests on, and the accounts at highest risk."
    })
final class RiskCommand implements Runnable {

  private final Console console;

  @Mixin private DataFolder data = new DataFolder();

  @Parameters(paramLabel = "ACCOUNT", arity = "0..1", description = "The account's id.")
  private @Nullable String account;

  @Option(names = "--learn", description = "Learn it anew, whatever was learned today.")
  private boolean learn;

  @Option(names = "--limit", paramLabel = "N", description = "How many accounts; default 20.")
  private int limit = 20;

  @Option(names = "--format", description = "text or json; default text.")
  private BacktestCommand.Shape format = BacktestCommand.Shape.TEXT;

  /** An answer for programs: what kind it is, and the CSM's own call beside it. */
  record Answer(String kind, ChurnRisk risk, HealthJudgements.@Nullable Said call) {}

  /** All answers for programs. */
  record Answers(ChurnRiskModel model, List<Answer> risks) {}

  RiskCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    try (Holdfast holdfast = data.open()) {
      holdfast.pipeline().refresh();
      ChurnRisks risks = holdfast.churnRisks();
      LocalDate day =
          holdfast
              .health()
              .lastDay()
              .orElseThrow(() ->
                  new HoldfastException(
                      ErrorCode.NOT_FOUND, "No health is recorded yet. Import accounts first."));
      ChurnRiskModel model = model(risks);
      console.endBar();
      if (account == null) {
        Collection<ChurnRisk> all = risks.of(AccountRange.all(), day, Knowledge.now()).values();
        if (format == BacktestCommand.Shape.JSON) {
          console.json(
              new Answers(model, all.stream().map(risk -> answer(holdfast, risk)).toList()));
        } else {
          RiskText.print(console, model, all, limit);
        }
      } else {
        one(holdfast, risks.of(account, day, Knowledge.now()));
      }
    }
  }

  private ChurnRiskModel model(ChurnRisks risks) {
    if (!learn) {
      return risks.ofToday(console::progress);
    }
    ChurnRiskModel model = risks.learn(console::progress);
    risks.keep(model);
    return model;
  }

  private void one(Holdfast holdfast, ChurnRisk risk) {
    if (format == BacktestCommand.Shape.JSON) {
      console.json(answer(holdfast, risk));
    } else {
      RiskText.print(console, risk, call(holdfast, risk));
    }
  }

  private static Answer answer(Holdfast holdfast, ChurnRisk risk) {
    return new Answer(RiskText.kind(risk), risk, call(holdfast, risk).orElse(null));
  }

  private static Optional<HealthJudgements.Said> call(Holdfast holdfast, ChurnRisk risk) {
    return holdfast
        .workspace()
        .healthJudgements()
        .inForce(Layer.CALL, risk.accountId(), holdfast.clock().instant());
  }
}
