package dev.holdfast.intake;

import dev.holdfast.facts.Delivery;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an import remembers of itself, beside who, when and the file's name.
 *
 * @param text the mapping as it was written
 */
record Manifest(
    String mapping,
    int version,
    String sha256,
    List<String> columns,
    ImportReport.Rows rows,
    Map<String, ImportReport.FactCounts> facts,
    List<ImportReport.Reason> reasons,
    Map<String, Long> skipped,
    String text) {

  /** Kinds of delivery that are imports. */
  static final List<String> KINDS = List.of("file", "replay");

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  static Manifest of(Delivery delivery) {
    return JSON.readValue(delivery.detail(), Manifest.class);
  }

  String json() {
    return JSON.writeValueAsString(this);
  }
}
