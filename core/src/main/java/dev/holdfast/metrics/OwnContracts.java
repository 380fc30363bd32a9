package dev.holdfast.metrics;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period;
import dev.holdfast.workspace.Actor;
import dev.holdfast.workspace.Definitions;
import dev.holdfast.workspace.Definitions.Kind;
import dev.holdfast.workspace.Definitions.Next;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The contracts that a company writes itself: a file for each in the data folder, and every version
 * that was saved through here in the workspace, with who saved it.
 */
public final class OwnContracts {

  /** Addresses under /metrics that are no metric. */
  private static final Set<String> RESERVED = Set.of("board", "define", "requests");

  private final Path folder;
  private final Definitions definitions;
  private final Metrics metrics;

  /**
   * @param folder where the files are; made with the first one
   * @param metrics learns of what is saved
   */
  public OwnContracts(Path folder, Definitions definitions, Metrics metrics) {
    this.folder = folder;
    this.definitions = definitions;
    this.metrics = metrics;
  }

  /**
   * Reads a contract as saving it would.
   *
   * @throws HoldfastException {@code BAD_DEFINITION} with line and reason
   */
  public Contract check(String yaml) {
    Contract contract = ContractCatalogue.read("metric.yaml", yaml);
    if (RESERVED.contains(contract.key())) {
      throw new HoldfastException(
          ErrorCode.BAD_DEFINITION,
          "'" + contract.key() + "' is the name of a page and cannot be a metric's key");
    }
    return contract;
  }

  /**
   * What each variant of a contract would come to, without saving it.
   *
   * @param period the whole of it is one step
   * @throws HoldfastException {@code BAD_DEFINITION} with line and reason
   */
  public List<MetricValue> tryOut(String yaml, Period period) {
    Contract contract = check(yaml);
    Metrics trial = metrics.with(metrics.catalogue().with(contract, yaml));
    MetricRequest request = MetricRequest.of(contract.key(), period);
    return contract.variants().stream()
        .map(variant -> trial.evaluate(request.variant(variant.name())).getFirst())
        .toList();
  }

  /**
   * Saves a contract: the file is replaced at once or not at all, and metrics know it from then on.
   *
   * @throws HoldfastException {@code BAD_DEFINITION} with line and reason, {@code BAD_REQUEST} when
   *     it replaces another one without a higher version; then nothing was changed
   */
  public Contract save(String yaml, Actor by) {
    Contract contract = check(yaml);
    definitions.saveAll(prepare(List.of(yaml)), by);
    reload();
    return contract;
  }

  /**
   * What saving contracts would keep; changes nothing.
   *
   * @throws HoldfastException as {@link #save} does
   */
  public List<Next> prepare(List<String> yamls) {
    List<Next> prepared = new ArrayList<>();
    for (String yaml : yamls) {
      Contract contract = check(yaml);
      conflict(contract, yaml)
          .ifPresent(what -> {
            throw new HoldfastException(ErrorCode.BAD_REQUEST, what);
          });
      prepared.add(
          new Next(Kind.METRIC, contract.key(), yaml, folder.resolve(contract.key() + ".yaml")));
    }
    return List.copyOf(prepared);
  }

  /** Has metrics know what the files say now. */
  public void reload() {
    metrics.use(ContractCatalogue.load(Optional.of(folder)));
  }

  /** Why a contract cannot take the place of the one of its key; absent when it can. */
  public Optional<String> conflict(Contract contract, String yaml) {
    return before(contract)
        .filter(before -> !isSame(contract, yaml) && contract.version() <= before.version())
        .map(before ->
            "'"
                + contract.key()
                + "' exists as version "
                + before.version()
                + ": set version to "
                + (before.version() + 1)
                + ", so that a reader sees that the numbers are not the same.");
  }

  /** The contract of the same key that is in force. */
  public Optional<Contract> before(Contract contract) {
    return metrics.catalogue().find(contract.key());
  }

  /** Whether a contract is, letter for letter, the one in force. */
  public boolean isSame(Contract contract, String yaml) {
    return before(contract).isPresent() && metrics.catalogue().text(contract.key()).equals(yaml);
  }

  /** The company's own contracts as they stand in their files, by key, in order. */
  public SortedMap<String, String> texts() {
    SortedMap<String, String> texts = new TreeMap<>();
    for (Path file : ContractCatalogue.files(Optional.of(folder))) {
      Contract contract = ContractCatalogue.read(file);
      texts.put(contract.key(), metrics.catalogue().text(contract.key()));
    }
    return texts;
  }
}
