package dev.holdfast.metrics;

import dev.holdfast.stats.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes metric values as the JSON that commands, pages and the API give out. */
public final class MetricJson {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** Up to here every whole number is exact in a double. */
  private static final double EXACT = 1L << 53;

  private MetricJson() {}

  /** A JSON array with one object for each value. */
  public static String write(List<MetricValue> values) {
    ArrayNode array = JSON.createArrayNode();
    values.forEach(value -> add(array.addObject(), value));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(array);
  }

  /** A JSON object with both numbers and what each account contributes. */
  public static String write(VariantDifference difference) {
    ObjectNode object = JSON.createObjectNode();
    add(object.putObject("value"), difference.value());
    add(object.putObject("against"), difference.other());
    ArrayNode parts = object.putArray("accounts");
    for (VariantDifference.Part part : difference.parts()) {
      ObjectNode node = parts.addObject();
      node.put("account_id", part.accountId());
      put(node, "contribution", part.contribution());
      put(node, "own", part.own());
      put(node, "own_against", part.otherOwn());
    }
    object.put("accounts_that_contribute", difference.accounts());
    put(object, "rest", difference.rest());
    object.put("adds_up", difference.exact());
    object.put("remark", difference.remark());
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(object);
  }

  private static void add(ObjectNode object, MetricValue value) {
    object.put("metric", value.metric());
    object.put("variant", value.variant());
    object.put("version", value.version());
    object.put("unit", value.unit());
    object
        .putObject("period")
        .put("from", value.period().from().toString())
        .put("to", value.period().to().toString())
        .put("zone", value.period().zone().getId());
    ObjectNode dimensions = object.putObject("dimensions");
    value.dimensions().forEach(dimensions::put);
    Estimate estimate = value.estimate();
    put(object, "value", estimate.value());
    add(object, estimate.interval());
    object.put("n", estimate.n());
    put(object, "numerator", estimate.numerator());
    put(object, "denominator", estimate.denominator());
    object.put("as_of", value.asOf().toString());
    object.put("freshness", value.freshness() == null ? null : value.freshness().toString());
    ObjectNode excluded = object.putObject("excluded");
    value.excluded().forEach(excluded::put);
    object.put("absent_reason", estimate.absentReason());
  }

  private static void add(ObjectNode object, @Nullable Interval interval) {
    if (interval == null) {
      object.putNull("interval");
      return;
    }
    ObjectNode node = object.putObject("interval");
    put(node, "low", interval.low());
    put(node, "high", interval.high());
    node.put("level", interval.level());
    node.put("method", interval.method());
  }

  /** Whole numbers without a fraction; an open side of an interval as null. */
  private static void put(ObjectNode object, String name, @Nullable Double number) {
    if (number == null || number.isInfinite()) {
      object.putNull(name);
    } else if (number == Math.rint(number) && Math.abs(number) < EXACT) {
      object.put(name, number.longValue());
    } else {
      object.put(name, number);
    }
  }
}
