package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.workspace.Role;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A head of CS runs a backtest, reads it and decides. */
class BacktestJourneyTests {

  private static final String PAGE = "/health/backtest?profile=default";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir static Path folder;
  private static RunningServer running;

  @BeforeAll
  static void start() {
    running = new RunningServer(folder);
    running.letDemoIn();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void aBacktestIsRunReadAndDecidedOn() throws InterruptedException {
    assertThat(running.get("/health", Role.LEADER).body()).contains("/health/backtest");
    assertThat(running.get("/health", Role.CSM).body()).doesNotContain("/health/backtest");
    assertThat(running.get(PAGE, Role.LEADER).body())
        .contains("Not tested yet", "Run the backtest")
        .doesNotContain("value=\"publish\"");

    HttpResponse<String> early =
        running.post(
            "/health/backtest/decide",
            Role.LEADER,
            "profile",
            "default",
            "decision",
            "publish",
            "reason",
            "because");
    assertThat(early.statusCode()).isEqualTo(400);
    assertThat(early.body()).contains("There is no backtest of default v1");

    HttpResponse<String> begun =
        running.post("/health/backtest/run", Role.LEADER, "profile", "default", "gap", "14");
    assertThat(begun.statusCode()).isEqualTo(303);
    String report = whenDone();
    assertThat(report)
        .contains("Insufficient", "20 are needed", "What it rests on", "Declared", "Suggested")
        .contains("value=\"14\"", "Lost, by band", "value=\"publish\"");

    assertThat(
            running
                .post(
                    "/health/backtest/decide",
                    Role.LEADER,
                    "profile",
                    "default",
                    "decision",
                    "keep",
                    "reason",
                    "Too few were lost <yet>.")
                .statusCode())
        .isEqualTo(303);
    assertThat(running.get(PAGE, Role.LEADER).body())
        .contains("Too few were lost &lt;yet&gt;.", "leader");
    assertThat(running.workspace.audit().about("backtest", "default v1")).hasSize(2);
  }

  private static String whenDone() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String body = running.get(PAGE, Role.LEADER).body();
    while (!body.contains("What it rests on") && System.nanoTime() < end) {
      assertThat(body).contains("runs:");
      Thread.sleep(100);
      body = running.get(PAGE, Role.LEADER).body();
    }
    return body;
  }
}
