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
import java.util.regex.Pattern;
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
    for (Path file : files(ownFolder)) {
      add(contracts, texts, file.toString(), content(file));
    }
    return new ContractCatalogue(contracts, texts);
  }

  /** The company's own files, by name. */
  static List<Path> files(Optional<Path> ownFolder) {
    if (ownFolder.isEmpty() || !Files.isDirectory(ownFolder.get())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(ownFolder.get())) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE, "cannot read " + ownFolder.get(), e);
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.OUTSIDE_UNAVAILABLE, "cannot read " + file, e);
    }
  }

  /** One of the company's files, read and checked. */
  static Contract read(Path file) {
    Contract contract = read(file.toString(), content(file));
    requireName(file.toString(), contract);
    return contract;
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

  /** These contracts with another one, which replaces its namesake. */
  ContractCatalogue with(Contract contract, String yaml) {
    Map<String, Contract> more = new LinkedHashMap<>(contracts);
    Map<String, String> moreTexts = new LinkedHashMap<>(texts);
    more.put(contract.key(), contract);
    moreTexts.put(contract.key(), yaml);
    return new ContractCatalogue(more, moreTexts);
  }

  /** The contract called so, if there is one. */
  public Optional<Contract> find(String key) {
    return Optional.ofNullable(contracts.get(key));
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
    Contract contract = read(file, yaml);
    requireName(file, contract);
    contracts.put(contract.key(), contract);
    texts.put(contract.key(), yaml);
  }

  private static void requireName(String file, Contract contract) {
    String name = Path.of(file).getFileName().toString();
    if (!name.equals(contract.key() + ".yaml")) {
      throw new HoldfastException(
          ErrorCode.BAD_DEFINITION,
          file + ", line 1: a file is called by its metric's key: " + contract.key() + ".yaml");
    }
  }

  /**
   * A contract from its text, with every expression in it checked.
   *
   * @param file name for messages
   * @throws HoldfastException {@code BAD_DEFINITION} with file, line and reason
   */
  static Contract read(String file, String yaml) {
    Contract contract = ContractReader.read(file, yaml);
    Set<List<?>> checked = new HashSet<>();
    for (Contract.Variant variant : contract.variants()) {
      try {
        check(contract.definition(variant.name()), checked);
      } catch (HoldfastException e) {
        throw new HoldfastException(
            ErrorCode.BAD_DEFINITION,
            String.format(
                "%s, line %d, variant '%s': %s",
                file, line(yaml, variant.name()), variant.name(), e.getMessage()),
            e);
      }
    }
    return contract;
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

  /** The line on which a variant begins. */
  private static long line(String yaml, String variant) {
    Pattern name = Pattern.compile("\\bname:\\s*['\"]?" + Pattern.quote(variant) + "\\b");
    long before = yaml.lines().takeWhile(line -> !name.matcher(line).find()).count();
    return Math.min(before + 1, yaml.lines().count());
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
