package dev.holdfast.metrics;

import dev.holdfast.base.HoldfastException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Looks over contracts for what is allowed and yet wrong: a number that nobody owns or acts on, a
 * threshold that makes nobody do anything, a sample so small that its number means nothing.
 */
public final class ContractLint {

  /** Words that stand where a name should. */
  private static final Set<String> PLACEHOLDERS =
      Set.of("", "-", "?", "n/a", "na", "nobody", "none", "tbd", "todo", "unknown", "xxx");

  private static final int SMALLEST_SAMPLE = 2;

  /**
   * Something to mend.
   *
   * @param metric key of the contract, or the file that could not be read
   * @param what what is wrong
   * @param mend what to do about it
   */
  public record Finding(String metric, String what, String mend) {}

  private final List<Finding> findings = new ArrayList<>();

  private ContractLint() {}

  /**
   * What is wrong with the contracts that ship and with a company's own; a file that cannot be read
   * is a finding and does not hide the others.
   *
   * @param ownFolder folder with the company's own files; need not exist
   */
  public static List<Finding> findings(Optional<Path> ownFolder) {
    ContractLint lint = new ContractLint();
    ContractCatalogue shipped = ContractCatalogue.load(Optional.empty());
    shipped.contracts().forEach(lint::look);
    for (Path file : ContractCatalogue.files(ownFolder)) {
      try {
        Contract own = ContractCatalogue.read(file);
        lint.look(own);
        shipped.find(own.key()).ifPresent(replaced -> lint.lookAtVersions(own, replaced));
      } catch (HoldfastException e) {
        lint.add(
            String.valueOf(file.getFileName()),
            String.valueOf(e.getMessage()),
            "mend the line, or take the file out of the folder");
      }
    }
    return List.copyOf(lint.findings);
  }

  private void look(Contract contract) {
    lookAtWord(contract, "owner", contract.owner(), "name the role that keeps the definition");
    lookAtWord(contract, "stakeholder", contract.stakeholder(), "name the role that acts on it");
    lookAtWord(contract, "next_step", contract.nextStep(), "say what to do when it moves");
    for (Contract.Threshold threshold : contract.thresholds()) {
      if (!threshold.watchOnly()
          && (threshold.action() == null || isPlaceholder(threshold.action()))) {
        add(
            contract.key(),
            "the threshold " + threshold.words() + " makes nobody do anything",
            "write its action, or watch_only: true");
      }
    }
    for (Contract.Variant variant : contract.variants()) {
      Definition definition = contract.definition(variant.name());
      if (estimates(definition.estimator()) && definition.minimumSample() < SMALLEST_SAMPLE) {
        add(
            contract.key(),
            "variant " + variant.name() + " shows a number made of a single row",
            "set minimum_sample to " + SMALLEST_SAMPLE + " or more; 5 is usual");
      }
    }
  }

  private void lookAtWord(Contract contract, String field, String said, String mend) {
    if (isPlaceholder(said)) {
      add(contract.key(), field + " is '" + said + "', which is nobody and nothing", mend);
    }
  }

  private void lookAtVersions(Contract own, Contract replaced) {
    if (own.version() <= replaced.version()) {
      add(
          own.key(),
          "replaces a contract that ships as version "
              + replaced.version()
              + " and is version "
              + own.version(),
          "set version to "
              + (replaced.version() + 1)
              + " or more, so that a reader sees that the numbers are not the same");
    }
  }

  private static boolean estimates(Estimator estimator) {
    return estimator instanceof SampleEstimator.Proportion
        || estimator instanceof SampleEstimator.Nps
        || estimator instanceof SampleEstimator.Mean
        || estimator instanceof SampleEstimator.Quantile
        || estimator instanceof SampleEstimator.RatioOfSums;
  }

  private static boolean isPlaceholder(String said) {
    return PLACEHOLDERS.contains(said.strip().toLowerCase(Locale.ROOT));
  }

  private void add(String metric, String what, String mend) {
    findings.add(new Finding(metric, what, mend));
  }
}
