package dev.holdfast.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SetUpTests {

  @Test
  void theGuideSaysTheSameOfEachClient() throws IOException {
    String guide =
        Files.readString(
            Path.of(System.getProperty("holdfast.root", "..")).resolve("docs/guide/sending.md"));
    SetUp setUp = SetUp.of("https://holdfast.example.com", SetUp.PLACEHOLDER);
    assertThat(setUp.ways()).hasSize(7);
    for (SetUp.Way way : setUp.ways()) {
      assertThat(guide).as(way.title()).contains("\n" + way.lines() + "\n```");
    }
  }

  @Test
  void everyClientIsToldTheAddressAndTheKey() {
    for (SetUp.Way way : SetUp.of("http://here:8080", "hfw_secret").ways()) {
      assertThat(way.lines())
          .as(way.title())
          .contains("http://here:8080", "hfw_secret")
          .doesNotContain("example.com", SetUp.PLACEHOLDER);
      assertThat(way.lines().lines().count()).as("lines of " + way.title()).isLessThan(8);
      assertThat(way.toString()).as("nothing that a log may not hold").doesNotContain("hfw_");
    }
  }
}
