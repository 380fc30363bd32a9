package dev.holdfast.intake;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.expressions.Variable;
import dev.holdfast.facts.FactColumn;
import dev.holdfast.facts.FactType;
import dev.holdfast.intake.Mapping.Check;
import dev.holdfast.intake.Mapping.FactRule;
import dev.holdfast.intake.Mapping.Lookup;
import dev.holdfast.intake.Mapping.Skip;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads mappings, strictly: an unknown key is an error. */
public final class Mappings {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private Mappings() {}

  /** Reads a mapping file. */
  public static Mapping read(Path file) {
    try {
      return parse(Files.readString(file), String.valueOf(file.getFileName()));
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.BAD_FILE, "Cannot read the mapping " + file, e);
    }
  }

  /** Reads a mapping from its text; {@code where} names it in messages. */
  public static Mapping parse(String text, String where) {
    try {
      return mapping(YAML.readValue(text, MappingDocument.class), text);
    } catch (UnrecognizedPropertyException e) {
      throw mistake(
          where
              + ", line "
              + lineOf(text, e)
              + ": there is no key '"
              + e.getPropertyName()
              + "'; possible are "
              + Optional.ofNullable(e.getKnownPropertyIds()).orElse(List.of()).stream()
                  .map(String::valueOf)
                  .sorted()
                  .toList());
    } catch (JacksonException e) {
      throw mistake(
          where
              + ", line "
              + Math.max(1, e.getLocation() == null ? 1 : e.getLocation().getLineNr())
              + ": "
              + e.getOriginalMessage());
    } catch (HoldfastException e) {
      throw new HoldfastException(e.code(), where + ": " + e.getMessage(), e);
    }
  }

  /** The reader does not say where it stood when it finds a key only after the whole mapping. */
  private static long lineOf(String text, UnrecognizedPropertyException e) {
    if (e.getLocation() != null && e.getLocation().getLineNr() > 0) {
      return e.getLocation().getLineNr();
    }
    Pattern key =
        Pattern.compile("(^|[\\s{,'\"-])" + Pattern.quote(e.getPropertyName()) + "['\"]?\\s*:");
    return 1 + text.lines().takeWhile(line -> !key.matcher(line).find()).count();
  }

  private static Mapping mapping(MappingDocument document, String text) {
    List<FactRule> facts = new ArrayList<>();
    for (MappingDocument.FactDocument fact :
        given(document.facts(), "facts", "a list of what is made of each row")) {
      facts.add(fact(fact));
    }
    if (facts.isEmpty()) {
      throw mistake("'facts' is empty: a mapping makes at least one fact of a row");
    }
    List<Lookup> lookups = new ArrayList<>();
    if (document.lookups() != null) {
      document.lookups().forEach((name, lookup) -> lookups.add(lookup(name, lookup)));
    }
    return new Mapping(
        given(document.mapping(), "mapping", "the mapping's name"),
        Optional.ofNullable(document.version()).orElse(1),
        format(document.file()),
        given(document.source(), "source", "the source of the facts"),
        zone(document.zone()),
        skips(document.skip()),
        lookups,
        facts,
        text);
  }

  private static FileFormat format(MappingDocument.@Nullable FileDocument file) {
    if (file == null) {
      return new FileFormat(
          FileFormat.Kind.CSV, ',', StandardCharsets.UTF_8, true, List.of(""), List.of());
    }
    String delimiter = Optional.ofNullable(file.delimiter()).orElse(",");
    if (delimiter.length() != 1 || "\"\r\n".contains(delimiter) || delimiter.matches("[\\w.]")) {
      throw mistake(
          "file.delimiter must be one character that is no letter, digit, quote or line end, not '"
              + delimiter
              + "'");
    }
    return new FileFormat(
        kind(Optional.ofNullable(file.format()).orElse("csv")),
        delimiter.charAt(0),
        encoding(Optional.ofNullable(file.encoding()).orElse("UTF-8")),
        Optional.ofNullable(file.header()).orElse(true),
        Optional.ofNullable(file.missing()).orElse(List.of("")),
        Optional.ofNullable(file.columns()).orElse(List.of()));
  }

  private static FileFormat.Kind kind(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "csv" -> FileFormat.Kind.CSV;
      case "jsonl", "json_lines", "ndjson" -> FileFormat.Kind.JSON_LINES;
      case "parquet" -> FileFormat.Kind.PARQUET;
      default -> throw mistake("file.format must be csv, jsonl or parquet, not '" + word + "'");
    };
  }

  private static Charset encoding(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException e) {
      throw mistake("file.encoding '" + name + "' is not known; usual are UTF-8, windows-1252");
    }
  }

  private static ZoneId zone(@Nullable String name) {
    try {
      return ZoneId.of(name == null ? "UTC" : name);
    } catch (DateTimeException e) {
      throw mistake("zone '" + name + "' is not known; write it like Europe/London");
    }
  }

  private static List<Skip> skips(@Nullable JsonNode node) {
    if (node == null) {
      return List.of();
    }
    if (node.isValueNode()) {
      return List.of(new Skip(node.asString(), "left out by the mapping's skip rule"));
    }
    List<Skip> skips = new ArrayList<>();
    for (JsonNode item : node) {
      for (String key : item.propertyNames()) {
        if (!key.equals("when") && !key.equals("says")) {
          throw mistake("skip: there is no key '" + key + "'; possible are [says, when]");
        }
      }
      if (!item.hasNonNull("when") || !item.hasNonNull("says")) {
        throw mistake("skip: each rule needs 'when' (a condition) and 'says' (the reason)");
      }
      skips.add(new Skip(item.get("when").asString(), item.get("says").asString()));
    }
    return skips;
  }

  private static Lookup lookup(String name, MappingDocument.LookupDocument lookup) {
    if (!Variable.isName(name) || name.contains(".")) {
      throw mistake("lookups: '" + name + "' cannot be used as a name in expressions");
    }
    FactType type =
        FactType.named(given(lookup.fact(), "lookups." + name + ".fact", "a type of fact"));
    if (!type.isState()) {
      throw mistake("lookups." + name + ": only states can be looked up, not " + type.word());
    }
    return new Lookup(
        name, type, given(lookup.key(), "lookups." + name + ".key", "an expression of the key"));
  }

  private static FactRule fact(MappingDocument.FactDocument document) {
    FactType type = FactType.named(given(document.fact(), "facts.fact", "a type of fact"));
    Map<String, String> fields = new LinkedHashMap<>();
    Map<String, Map<String, String>> attributes = new LinkedHashMap<>();
    given(document.fields(), type.word() + ".fields", "field to expression")
        .forEach((name, node) -> {
          if (!name.equals("fact_id")
              && !name.equals("occurred_at")
              && type.column(name).kind() == FactColumn.Kind.ATTRIBUTES) {
            attributes.put(name, members(type, name, node));
          } else {
            fields.put(name, expression(type, name, node));
          }
        });
    Optional<String> factId = Optional.ofNullable(fields.remove("fact_id"));
    Optional<String> occurredAt = Optional.ofNullable(fields.remove("occurred_at"));
    demand(type, fields, factId, occurredAt);
    return new FactRule(
        type,
        Optional.ofNullable(document.when()),
        factId,
        occurredAt,
        fields,
        attributes,
        references(type, document.references()),
        checks(type, document.checks()));
  }

  private static void demand(
      FactType type,
      Map<String, String> fields,
      Optional<String> factId,
      Optional<String> occurredAt) {
    if (!type.isState() && (factId.isEmpty() || occurredAt.isEmpty())) {
      throw mistake(
          type.word()
              + ": an event needs 'fact_id', by which it is known when it comes again, and"
              + " 'occurred_at'");
    }
    List<String> absent =
        type.columns().stream()
            .filter(FactColumn::required)
            .map(FactColumn::name)
            .filter(name -> !fields.containsKey(name))
            .toList();
    if (!absent.isEmpty()) {
      throw mistake(type.word() + ": these fields are required and not mapped: " + absent);
    }
  }

  private static Map<String, String> members(FactType type, String name, JsonNode node) {
    if (!node.isObject()) {
      throw mistake(type.word() + "." + name + " holds names and expressions, one a line");
    }
    Map<String, String> members = new LinkedHashMap<>();
    node.properties()
        .forEach(member ->
            members.put(
                member.getKey(),
                expression(type, name + "." + member.getKey(), member.getValue())));
    return members;
  }

  private static String expression(FactType type, String name, JsonNode node) {
    if (!node.isValueNode() || node.isNull()) {
      throw mistake(type.word() + "." + name + " must be an expression");
    }
    return node.asString();
  }

  private static Map<String, FactType> references(
      FactType type, @Nullable Map<String, String> document) {
    Map<String, FactType> references = new LinkedHashMap<>();
    if (document != null) {
      document.forEach((column, word) -> {
        type.column(column);
        FactType target = FactType.named(word);
        if (!target.isState()) {
          throw mistake(type.word() + ".references: " + word + " is an event, it has no key");
        }
        references.put(column, target);
      });
    }
    return references;
  }

  private static List<Check> checks(
      FactType type, @Nullable List<MappingDocument.CheckDocument> documents) {
    List<Check> checks = new ArrayList<>();
    if (documents != null) {
      for (MappingDocument.CheckDocument check : documents) {
        String where = type.word() + ".checks.";
        checks.add(
            new Check(
                given(check.field(), where + "field", "what the check is about"),
                given(check.rule(), where + "rule", "a condition"),
                Optional.ofNullable(check.code()).orElse("check_failed"),
                given(check.says(), where + "says", "the reason as a sentence")));
      }
    }
    return checks;
  }

  private static <T> T given(@Nullable T value, String key, String what) {
    if (value == null || (value instanceof String text && text.isBlank())) {
      throw mistake("'" + key + "' is missing: " + what);
    }
    return value;
  }

  private static HoldfastException mistake(String message) {
    return new HoldfastException(ErrorCode.BAD_DEFINITION, message);
  }
}
