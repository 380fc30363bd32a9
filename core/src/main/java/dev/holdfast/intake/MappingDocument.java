package dev.holdfast.intake;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The shape of a mapping's YAML; unknown keys are refused by the reader. */
record MappingDocument(
    @Nullable String mapping,
    @Nullable Integer version,
    @Nullable FileDocument file,
    @Nullable String source,
    @Nullable String zone,
    @Nullable JsonNode skip,
    @Nullable Map<String, LookupDocument> lookups,
    @Nullable List<FactDocument> facts) {

  record FileDocument(
      @Nullable String format,
      @Nullable String delimiter,
      @Nullable String encoding,
      @Nullable Boolean header,
      @Nullable List<String> missing,
      @Nullable List<String> columns) {}

  record LookupDocument(@Nullable String fact, @Nullable String key) {}

  record FactDocument(
      @Nullable String fact,
      @Nullable String when,
      @Nullable Map<String, JsonNode> fields,
      @Nullable Map<String, String> references,
      @Nullable List<CheckDocument> checks) {}

  record CheckDocument(
      @Nullable String field,
      @Nullable String rule,
      @Nullable String code,
      @Nullable String says) {}
}
