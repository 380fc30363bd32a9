package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.Backtests;
import dev.holdfast.workspace.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
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
    String report = whenDone(PAGE);
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

  @Test
  void aDraftIsTestedAndThenPublishedOnThatTest() throws InterruptedException, IOException {
    String profile = "/health/profiles/onboarding";
    assertThat(
            running.get("/health/backtest?profile=onboarding&draft=true", Role.LEADER).statusCode())
        .isEqualTo(404);
    String yaml;
    try (InputStream in =
        Objects.requireNonNull(
            Backtests.class.getResourceAsStream("/holdfast/health/onboarding.yaml"))) {
      yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    HttpResponse<String> saved =
        running.post(
            profile,
            Role.LEADER,
            "yaml",
            yaml.replaceFirst("title: .*", "title: First weeks, anew"),
            "revision",
            "0");
    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
    assertThat(running.get(profile, Role.LEADER).body())
        .contains("Run a backtest of it", "/health/backtest?profile=onboarding&amp;draft=true");

    String draft = "/health/backtest?profile=onboarding&draft=true";
    assertThat(running.get(draft, Role.LEADER).body())
        .contains("Not tested yet", "Draft of onboarding", "Recording it publishes nothing");
    running.post(
        "/health/backtest/run", Role.LEADER, "profile", "onboarding", "draft", "true", "gap", "14");
    whenDone(draft);

    assertThat(running.get(profile, Role.LEADER).body())
        .contains("A backtest of this draft was made on");
    HttpResponse<String> published =
        running.post(profile + "/publish", Role.LEADER, "revision", "1", "waiver", "");
    assertThat(published.statusCode()).isEqualTo(303);
    assertThat(running.get(profile, Role.LEADER).body()).contains("Backtest of ");
    assertThat(running.get("/health/backtest?profile=onboarding", Role.LEADER).body())
        .contains("What it rests on");
  }

  private static String whenDone(String page) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String body = running.get(page, Role.LEADER).body();
    while (!body.contains("What it rests on") && System.nanoTime() < end) {
      assertThat(body).contains("runs:");
      Thread.sleep(100);
      body = running.get(page, Role.LEADER).body();
    }
    return body;
  }
}
