package dev.holdfast.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.base.Clocks;
import dev.holdfast.warehouse.Warehouse;
import dev.holdfast.warehouse.WarehouseSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a real process while it writes, again and again, and counts what was lost or doubled. */
class CrashTests {

  private static final int ROUNDS = 30;

  @TempDir Path folder;

  @Test
  void killingTheProcessThirtyTimesLosesAndDoublesNothing() throws Exception {
    Path file = folder.resolve("warehouse.duckdb");
    Random random = new Random(20261121);
    Set<String> acknowledged = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      acknowledged.addAll(writeUntilKilled(file, round, 1 + random.nextInt(60)));
      List<String> stored = storedIds(file);
      assertThat(stored).as("doubled after round %d", round).doesNotHaveDuplicates();
      assertThat(stored).as("lost after round %d", round).containsAll(idsOf(acknowledged));
    }
    assertThat(acknowledged).hasSizeGreaterThan(ROUNDS);
  }

  /**
   * Starts a writer, reads acknowledgements up to a number, kills it; the requests it confirmed.
   */
  private Set<String> writeUntilKilled(Path file, int round, int acknowledgements)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CrashWriter.class.getName(),
                file.toString(),
                Integer.toString(round))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Set<String> acknowledged = new HashSet<>();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line;
      boolean killed = false;
      while ((line = out.readLine()) != null) {
        if (line.startsWith("ack ")) {
          String[] words = line.split(" ", -1);
          if (words.length == 3 && words[2].equals("2")) {
            acknowledged.add(words[1]);
          }
        }
        if (!killed && acknowledged.size() >= acknowledgements) {
          process.toHandle().destroyForcibly(); // SIGKILL; what it had printed before is still read
          killed = true;
        }
      }
    }
    assertThat(process.waitFor()).as("killed by the test, not ended by itself").isEqualTo(137);
    return acknowledged;
  }

  private static Set<String> idsOf(Set<String> requests) {
    Set<String> ids = new HashSet<>();
    requests.forEach(request -> ids.addAll(List.of(request + "-a", request + "-b")));
    return ids;
  }

  private static List<String> storedIds(Path file) {
    try (Warehouse warehouse =
        Warehouse.open(file, new WarehouseSettings("256MB", 1, 1), Clocks.system())) {
      return warehouse.read(sql ->
          sql.select(CommonColumns.FACT_ID)
              .from(FactType.USAGE_EVENT.table())
              .fetch(CommonColumns.FACT_ID));
    }
  }
}
