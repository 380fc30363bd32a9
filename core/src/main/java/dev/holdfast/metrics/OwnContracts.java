package dev.holdfast.metrics;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period;
import dev.holdfast.workspace.Actor;
import dev.holdfast.workspace.Definitions;
import dev.holdfast.workspace.Definitions.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    Optional<Contract> before = metrics.catalogue().find(contract.key());
    boolean same = before.isPresent() && metrics.catalogue().text(contract.key()).equals(yaml);
    if (before.isPresent() && !same && contract.version() <= before.get().version()) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "'"
              + contract.key()
              + "' exists as version "
              + before.get().version()
              + ": set version to "
              + (before.get().version() + 1)
              + ", so that a reader sees that the numbers are not the same.");
    }
    definitions.save(Kind.METRIC, contract.key(), yaml, by);
    write(folder.resolve(contract.key() + ".yaml"), yaml);
    metrics.use(ContractCatalogue.load(Optional.of(folder)));
    return contract;
  }

  private void write(Path file, String text) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(folder);
      Files.writeString(fresh, text, StandardCharsets.UTF_8);
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.OUTSIDE_UNAVAILABLE, "cannot write " + file, e);
    }
  }
}
