package dev.holdfast.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.stats.Interval;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MetricJsonTests {

  @Test
  void aValueHasExactlyTheAgreedMembersInTheirOrder() {
    Estimate estimate =
        Estimate.of(
            62.5,
            Optional.of(new Interval(24.5, Double.POSITIVE_INFINITY, 0.95, "Wilson")),
            8,
            5,
            8);
    assertThat(MetricJson.write(List.of(value(estimate))).replaceAll("\\s+", ""))
        .isEqualTo(
            """
            [{"metric":"csat","variant":"latest","version":3,"unit":"percent",
            "period":{"from":"2026-03-01","to":"2026-04-01","zone":"Z"},
            "dimensions":{"tier":"gold","csm":null},"value":62.5,
            "interval":{"low":24.5,"high":null,"level":0.95,"method":"Wilson"},
            "n":8,"numerator":5,"denominator":8,"as_of":"2026-05-01T00:00:00Z",
            "freshness":"2026-04-30T00:00:00Z","excluded":{"other":2},"absent_reason":null}]
            """
                .replaceAll("\\s+", ""));
  }

  @Test
  void noDataIsNullWithTheReason() {
    assertThat(MetricJson.write(List.of(value(Estimate.absent("no answers")))))
        .contains("\"value\" : null")
        .contains("\"interval\" : null")
        .contains("\"numerator\" : null")
        .contains("\"absent_reason\" : \"no answers\"");
    assertThat(MetricJson.write(List.of())).isEqualTo("[ ]");
  }

  @SuppressWarnings("NullAway") // a compiled record forgets that the map's values may be null
  private static MetricValue value(Estimate estimate) {
    Map<String, @Nullable String> dimensions = new LinkedHashMap<>();
    dimensions.put("tier", "gold");
    dimensions.put("csm", null);
    return new MetricValue(
        "csat",
        "latest",
        3,
        "percent",
        Bench.days("2026-03-01", "2026-04-01"),
        dimensions,
        estimate,
        Instant.parse("2026-05-01T00:00:00Z"),
        Instant.parse("2026-04-30T00:00:00Z"),
        Map.of("other", 2L));
  }
}
