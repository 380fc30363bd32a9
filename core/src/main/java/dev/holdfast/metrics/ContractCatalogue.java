package dev.holdfast.metrics;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.warehouse.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The metrics there are: those that ship, and the company's own, which add to or replace them. */
public final class ContractCatalogue {

  private static final String FOLDER = "/holdfast/metrics/";

  private final Map<String, Contract> contracts;
  private final Map<String, String> texts;

  private ContractCatalogue(Map<String, Contract> contracts, Map<String, String> texts) {
    this.contracts = contracts;
    this.texts = texts;
  }

  /**
   * Reads and checks all contracts.
   *
   * @param ownFolder folder with the company's own {@code .yaml} files; need not exist
   * @throws HoldfastException {@code BAD_DEFINITION} with file, line and reason
   */
  public static ContractCatalogue load(Optional<Path> ownFolder) {
    Map<String, Contract> contracts = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    for (String key : resource("catalogue.txt").lines().filter(line -> !line.isBlank()).toList()) {
      add(contracts, texts, key + ".yaml", resource(key + ".yaml"));
    }
    if (ownFolder.isPresent() && Files.isDirectory(ownFolder.get())) {
      try (Stream<Path> files = Files.list(ownFolder.get())) {
        for (Path file :
            files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList()) {
          add(contracts, texts, file.toString(), Files.readString(file));
        }
      } catch (IOException e) {
        throw new HoldfastException(
            ErrorCode.OUTSIDE_UNAVAILABLE, "cannot read " + ownFolder.get(), e);
      }
    }
    return new ContractCatalogue(contracts, texts);
  }

  /** Every metric: those that ship in their order, then the company's own by file name. */
  public List<Contract> contracts() {
    return List.copyOf(contracts.values());
  }

  /**
   * The contract called so.
   *
   * @throws HoldfastException {@code NOT_FOUND}
   */
  public Contract contract(String key) {
    return Optional.ofNullable(contracts.get(key))
        .orElseThrow(() ->
            new HoldfastException(
                ErrorCode.NOT_FOUND,
                "There is no metric '"
                    + key
                    + "'. There are: "
                    + String.join(", ", contracts.keySet())));
  }

  /**
   * A contract as its author wrote it, in YAML.
   *
   * @throws HoldfastException {@code NOT_FOUND}
   */
  public String text(String key) {
    return Optional.ofNullable(texts.get(contract(key).key())).orElseThrow();
  }

  private static void add(
      Map<String, Contract> contracts, Map<String, String> texts, String file, String yaml) {
    Contract contract = ContractReader.read(file, yaml);
    String name = Path.of(file).getFileName().toString();
    if (!name.equals(contract.key() + ".yaml")) {
      throw new HoldfastException(
          ErrorCode.BAD_DEFINITION,
          file + ", line 1: a file is called by its metric's key: " + contract.key() + ".yaml");
    }
    Set<List<?>> checked = new HashSet<>();
    for (Contract.Variant variant : contract.variants()) {
      try {
        check(contract.definition(variant.name()), checked);
      } catch (HoldfastException e) {
        throw new HoldfastException(
            ErrorCode.BAD_DEFINITION,
            file + ", variant '" + variant.name() + "': " + e.getMessage(),
            e);
      }
    }
    contracts.put(contract.key(), contract);
    texts.put(contract.key(), yaml);
  }

  /**
   * Refuses what would fail or be ignored when the metric is asked for.
   *
   * @param checked conditions that variants share and that were compiled before
   */
  private static void check(Definition definition, Set<List<?>> checked) {
    Relation relation = Relations.named(definition.source());
    Columns columns = new Columns(relation, definition.time(), Engine.duckDb());
    if (checked.add(
        Arrays.asList(definition.source(), definition.where(), definition.leaveOut()))) {
      if (definition.where() != null) {
        columns.condition(definition.where());
      }
      definition.leaveOut().forEach(reason -> columns.condition(reason.where()));
    }
    definition.latestPer().forEach(columns::sourceColumn);
    definition.contract().dimensions().forEach(columns::dimension);
    Evaluation.of(definition.estimator()).check(definition, columns);
  }

  private static String resource(String name) {
    try (InputStream in = ContractCatalogue.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new HoldfastException(ErrorCode.BROKEN_PROMISE, FOLDER + name + " is not there");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.BROKEN_PROMISE, "cannot read " + FOLDER + name, e);
    }
  }
}
