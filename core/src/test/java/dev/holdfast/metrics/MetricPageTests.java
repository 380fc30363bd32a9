package dev.holdfast.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricPageTests {

  private static final Path FOLDER = Path.of(System.getProperty("holdfast.root"), "docs/metrics");

  /** Write them anew with {@code -Dholdfast.write-docs=true}. */
  @Test
  void theCommittedPagesAreThoseOfTheContracts() throws IOException {
    Map<String, String> pages = pages();
    if (Boolean.getBoolean("holdfast.write-docs")) {
      Files.createDirectories(FOLDER);
      for (Map.Entry<String, String> page : pages.entrySet()) {
        Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
      }
    }
    Map<String, String> committed = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        committed.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
    }
    assertThat(committed)
        .as("docs/metrics is out of date: run this test with -Dholdfast.write-docs=true")
        .isEqualTo(pages);
  }

  private static Map<String, String> pages() {
    Map<String, String> pages = new TreeMap<>();
    List<String> index = new ArrayList<>();
    index.add("# Metrics");
    index.add("");
    index.add("Made from the contracts in `core/src/main/resources/holdfast/metrics`.");
    index.add("");
    index.add("| Metric | Question | Unit |");
    index.add("|---|---|---|");
    for (Contract contract : Bench.CATALOGUE.contracts()) {
      pages.put(contract.key() + ".md", MetricPage.markdown(contract));
      index.add(
          "| ["
              + contract.title()
              + "]("
              + contract.key()
              + ".md) | "
              + contract.question()
              + " | "
              + contract.unit()
              + " |");
    }
    pages.put("README.md", String.join("\n", index) + "\n");
    return pages;
  }
}
