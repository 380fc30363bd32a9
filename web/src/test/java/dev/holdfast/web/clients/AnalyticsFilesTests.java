package dev.holdfast.web.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of analytics.js that the server hands out fit each other. */
class AnalyticsFilesTests {

  private static final Path FOLDER =
      Path.of(System.getProperty("holdfast.root"), "web/src/main/resources/holdfast/web/analytics");

  @Test
  void theMainFileAsksForTheChunksByTheNamesTheyHave() throws IOException {
    String main = Files.readString(FOLDER.resolve("standalone.js"));
    assertThat(hashesOfChunks()).hasSize(2).allSatisfy(hash -> assertThat(main).contains(hash));
  }

  private static List<String> hashesOfChunks() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.contains(".bundle."))
          .map(name -> name.split("\\.")[2])
          .toList();
    }
  }
}
