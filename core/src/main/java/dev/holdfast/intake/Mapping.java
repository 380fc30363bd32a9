package dev.holdfast.intake;

import dev.holdfast.facts.FactType;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the rows of a file become facts. Read from YAML by {@link Mappings}.
 *
 * @param name what the mapping is called
 * @param version number of its edition
 * @param file how the file is to be read
 * @param source source of the facts
 * @param zone zone in which a date without a time begins
 * @param skips rows that are not data, each with the reason
 * @param lookups stored facts that expressions may look at
 * @param facts what is made of each row
 * @param text the mapping as it was written
 */
public record Mapping(
    String name,
    int version,
    FileFormat file,
    String source,
    ZoneId zone,
    List<Skip> skips,
    List<Lookup> lookups,
    List<FactRule> facts,
    String text) {

  public Mapping {
    skips = List.copyOf(skips);
    lookups = List.copyOf(lookups);
    facts = List.copyOf(facts);
  }

  /**
   * A rule for rows that are left out, not lost: they are counted by reason.
   *
   * @param when condition over the row
   * @param says the reason
   */
  public record Skip(String when, String says) {}

  /**
   * A stored fact that belongs to a row: the last state of a key.
   *
   * @param name name in expressions: {@code name.column} and {@code name.found}
   * @param type a fact that is a state
   * @param key expression over the row that gives the key
   */
  public record Lookup(String name, FactType type, String key) {}

  /**
   * One fact made of each row.
   *
   * @param type type of the fact
   * @param when condition; absent when every row makes one
   * @param factId expression of the id within the source; a state may do without
   * @param occurredAt expression of a date or instant; a state may do without
   * @param fields column to expression
   * @param attributes column of attributes to member to expression
   * @param references column to the type of state that must be known
   * @param checks rules of this mapping's own
   */
  public record FactRule(
      FactType type,
      Optional<String> when,
      Optional<String> factId,
      Optional<String> occurredAt,
      Map<String, String> fields,
      Map<String, Map<String, String>> attributes,
      Map<String, FactType> references,
      List<Check> checks) {
    public FactRule {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
      attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
      references = Collections.unmodifiableMap(new LinkedHashMap<>(references));
      checks = List.copyOf(checks);
    }
  }

  /**
   * A rule that a row must satisfy; one that cannot be decided is not satisfied.
   *
   * @param field field or column it is about
   * @param rule condition
   * @param code reason code of rows that break it
   * @param says the reason as a sentence
   */
  public record Check(String field, String rule, String code, String says) {}
}
