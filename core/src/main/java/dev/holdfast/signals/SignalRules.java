package dev.holdfast.signals;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules in force: those that ship, and a company's own, which add to or replace them. */
public final class SignalRules {

  private static final String FOLDER = "/holdfast/signals/";

  private final Map<String, SignalRule> rules;

  private SignalRules(Map<String, SignalRule> rules) {
    this.rules = rules;
  }

  /** The rules that come with Holdfast. */
  public static SignalRules shipped() {
    return load(Optional.empty());
  }

  /**
   * Reads and checks all rules.
   *
   * @param ownFolder folder with the company's own {@code .yaml} files; need not exist
   * @throws HoldfastException {@code BAD_DEFINITION} with file, line and reason
   */
  public static SignalRules load(Optional<Path> ownFolder) {
    Map<String, SignalRule> rules = new LinkedHashMap<>();
    for (String name : resource("catalogue.txt").lines().filter(l -> !l.isBlank()).toList()) {
      add(rules, RuleFile.read(name + ".yaml", resource(name + ".yaml")));
    }
    for (Path file : files(ownFolder)) {
      try {
        add(rules, RuleFile.read(file.toString(), Files.readString(file)));
      } catch (IOException e) {
        throw new HoldfastException(ErrorCode.OUTSIDE_UNAVAILABLE, "cannot read " + file, e);
      }
    }
    return new SignalRules(rules);
  }

  /** Only these rules. */
  public static SignalRules of(List<SignalRule> rules) {
    Map<String, SignalRule> byName = new LinkedHashMap<>();
    rules.forEach(rule -> add(byName, rule));
    return new SignalRules(byName);
  }

  /** Reads one rule. */
  public static SignalRule read(String file, String yaml) {
    return RuleFile.read(file, yaml);
  }

  /** The rules, those that ship first, in the order in which the board shows them. */
  public List<SignalRule> all() {
    return List.copyOf(rules.values());
  }

  public Optional<SignalRule> find(String name) {
    return Optional.ofNullable(rules.get(name));
  }

  /**
   * A rule that must be there.
   *
   * @throws HoldfastException {@code NOT_FOUND} that names those there are
   */
  public SignalRule get(String name) {
    return find(name)
        .orElseThrow(() ->
            new HoldfastException(
                ErrorCode.NOT_FOUND,
                "There is no signal called '"
                    + name
                    + "'. There are: "
                    + String.join(", ", rules.keySet())));
  }

  private static void add(Map<String, SignalRule> rules, SignalRule rule) {
    rules.put(rule.name(), rule);
  }

  private static List<Path> files(Optional<Path> folder) {
    if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder.get())) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.OUTSIDE_UNAVAILABLE, "cannot read " + folder.get(), e);
    }
  }

  private static String resource(String file) {
    try (InputStream in = SignalRules.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new HoldfastException(ErrorCode.BROKEN_PROMISE, FOLDER + file + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.BROKEN_PROMISE, "cannot read " + FOLDER + file, e);
    }
  }
}
