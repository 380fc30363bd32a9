package dev.holdfast.metrics;

import dev.holdfast.metrics.Contract.LeaveOut;
import dev.holdfast.metrics.Contract.Variant;
import java.util.Locale;

/** Writes a contract as a page of Markdown, so that a reader need not read YAML. */
public final class MetricPage {

  private final StringBuilder page = new StringBuilder();

  private MetricPage() {}

  /** The page of one contract. */
  public static String markdown(Contract contract) {
    MetricPage page = new MetricPage();
    page.line("# " + contract.title());
    page.line("");
    page.line("> " + contract.question());
    page.line("");
    page.line(
        "`"
            + contract.key()
            + "`, version "
            + contract.version()
            + ". Made from the contract by the build; change the contract, not this page.");
    page.line("");
    page.about(contract);
    page.variants(contract);
    page.examples(contract);
    return page.page.toString();
  }

  private void about(Contract contract) {
    line("| | |");
    line("|---|---|");
    row("Formula", contract.formula());
    row("Source of the formula", contract.formulaSource());
    row("Unit", contract.unit() + ", " + words(contract.direction()));
    row("Made of", "`" + contract.source() + "`" + where(contract.where()));
    row("Period", period(contract));
    row("Usual step", words(contract.grain()));
    row("Broken down by", "`" + String.join("`, `", contract.dimensions()) + "`");
    row("Without data", contract.zeroDenominator());
    row(
        "Minimum sample",
        contract.minimumSample() == 0
            ? "none"
            : contract.minimumSample() + " " + contract.sampleUnit());
    row("Owner", contract.owner());
    row("For", contract.stakeholder());
    row("When it moves", contract.nextStep());
    contract.thresholds().forEach(one -> row("When " + one.words(), action(one)));
    line("");
    if (contract.notes() != null) {
      line(contract.notes());
      line("");
    }
  }

  private static String action(Contract.Threshold threshold) {
    return threshold.action() == null ? "watch only" : threshold.action();
  }

  private void variants(Contract contract) {
    line("## Variants");
    line("");
    line("The first is the default.");
    line("");
    line("| Variant | Meaning | Formula | Left out and counted |");
    line("|---|---|---|---|");
    for (Variant variant : contract.variants()) {
      Definition definition = contract.definition(variant.name());
      line(
          "| `"
              + variant.name()
              + "` | "
              + cell(variant.title())
              + (definition.latestPer().isEmpty()
                  ? ""
                  : "; only the latest for each " + String.join(", ", definition.latestPer()))
              + " | "
              + cell(definition.formula())
              + " | "
              + cell(
                  String.join("; ", definition.leaveOut().stream().map(LeaveOut::reason).toList()))
              + " |");
    }
    line("");
  }

  private void examples(Contract contract) {
    line("## Worked examples");
    line("");
    line("Each is computed from facts by a test.");
    line("");
    for (Example example : contract.examples()) {
      line("- " + sentence(example) + " (" + example.source() + ")");
    }
  }

  private static String sentence(Example example) {
    Example.Expected expect = example.expect();
    StringBuilder text = new StringBuilder(example.title());
    if (expect.value() != null) {
      text.append(": **").append(number(expect.value())).append("**");
    }
    if (expect.low() != null && expect.high() != null) {
      text.append(" [").append(number(expect.low())).append(", ");
      text.append(number(expect.high())).append("]");
    }
    if (expect.absentReason() != null) {
      text.append(": no value, ").append(expect.absentReason());
    }
    return text.toString();
  }

  private static String period(Contract contract) {
    String bounds =
        switch (contract.zone()) {
          case REQUEST -> "from midnight to midnight in the zone asked for";
          case USAGE_DAY -> "local days of usage, in the zone set for the company";
        };
    return contract.time() == null ? bounds : "`" + contract.time() + "`, " + bounds;
  }

  private static String where(@org.jspecify.annotations.Nullable String cel) {
    return cel == null ? "" : " where `" + cel + "`";
  }

  private static String words(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String number(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%.0f", number)
        : Double.toString(number);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }

  private void row(String name, String text) {
    line("| " + name + " | " + cell(text) + " |");
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
