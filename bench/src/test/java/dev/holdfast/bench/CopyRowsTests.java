package dev.holdfast.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

/** The rows that the control makes of a batch. */
class CopyRowsTests {

  @Test
  void anEventIsARowWithItsPropertiesAsTheyCame() {
    CopyRows rows =
        rows(
            """
            {"sentAt":"x","batch":[{"type":"track","event":"a\\tb","userId":"p","properties":
            {"quote":"\\"é\\"","deep":{"in":[1]}},"context":{"library":{"name":"n"},"groupId":"g"},
            "timestamp":"2026-01-01T00:00:00.000Z","messageId":"m"}],"writeKey":"k"}\
            """);
    assertThat(rows.count()).isEqualTo(1);
    assertThat(text(rows))
        .isEqualTo(
            "m\t2026-01-01T00:00:00.000Z\tg\tp\ta\\tb\t"
                + "{\"quote\":\"\\\\\"é\\\\\"\",\"deep\":{\"in\":[1]}}\n");
  }

  @Test
  void theGeneratorsBatchesAreUnderstood() {
    CopyRows rows = rows(SegmentBatch.of(20, "key", new SplittableRandom(1)).text());
    assertThat(rows.count()).isEqualTo(20);
    assertThat(text(rows).lines())
        .hasSize(20)
        .allSatisfy(line -> assertThat(line.split("\t")).hasSize(6).doesNotContain(""));
  }

  @Test
  void aTornBatchIsRefused() {
    assertThatThrownBy(() -> rows("{\"batch\":[{\"event\":")).isInstanceOf(JacksonException.class);
  }

  private static CopyRows rows(String body) {
    return CopyRows.of(body.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(CopyRows rows) {
    return new String(rows.bytes(), StandardCharsets.UTF_8);
  }
}
