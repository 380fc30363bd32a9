package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.BacktestRequest;
import dev.holdfast.health.Backtests;
import dev.holdfast.health.HealthProfile;
import dev.holdfast.stream.Arrival;
import dev.holdfast.stream.Wire;
import dev.holdfast.workspace.BacktestRecords;
import dev.holdfast.workspace.NewKey;
import dev.holdfast.workspace.Role;
import dev.holdfast.workspace.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page with a company's data in it, light and dark, wide and on a phone. */
class EveryPageTests {

  private static final Pattern ACCOUNT = Pattern.compile("href=\"(/accounts/[^\"/?#]+)\"");

  @TempDir static Path folder;
  private static RunningServer running;
  private static PageTest browser;

  @BeforeAll
  static void start() {
    running = new RunningServer(folder);
    running.letDemoIn();
    letMessagesIn();
    letBacktestIn();
    running.churnRisks().ofToday(Backtests.Progress.NONE);
    browser = new PageTest(running);
  }

  /** A source with keys of each kind that sent messages of which some failed. */
  private static void letMessagesIn() {
    Source source = running.workspace.sources().add("web-app", RunningServer.TEST);
    NewKey key = running.workspace.sources().newKey(source.id(), RunningServer.TEST);
    running.workspace.sources().rotate(key.key().id(), RunningServer.TEST);
    running.workspace.sources().add("quiet", RunningServer.TEST);
    String batch =
        """
        {"batch":[
          {"type":"track","messageId":"good","userId":"u","event":"x","context":{"groupId":"acme"}},
          {"type":"track","messageId":"bad","userId":"u","context":{"groupId":"acme"}},
          {"type":"track","messageId":"stranger","userId":"nobody-knows","event":"x"}]}
        """;
    running
        .arrivals
        .accept(
            new Arrival(
                "web-app",
                Wire.BATCH,
                running.clock.instant(),
                1,
                "",
                true,
                batch.getBytes(StandardCharsets.UTF_8)))
        .join();
    running.arrivals.load();
  }

  /** A backtest of one profile, with a decision; the other profile has none. */
  private static void letBacktestIn() {
    Backtests bench = running.backtests();
    HealthProfile profile = bench.profile("default");
    bench.keep(bench.run(BacktestRequest.of(profile), Backtests.Progress.NONE), RunningServer.TEST);
    bench.decide(profile, BacktestRecords.Decision.KEEP, "Too few were lost.", RunningServer.TEST);
  }

  @AfterAll
  static void stop() {
    browser.close();
    running.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/accounts",
        "/accounts?group=tier&stage=all",
        "/metrics",
        "/metrics/board",
        "/metrics/nps",
        "/metrics/nps/trend",
        "/metrics/nps/waterfall",
        "/metrics/full_resolution_time/distribution?variant=mean",
        "/metrics/full_resolution_time",
        "/metrics/account_survival",
        "/metrics/mrr_movements",
        "/metrics/purchase_clv",
        "/metrics/usage_change/rows",
        "/metrics/csat/context",
        "/metrics/customer_churn_rate/difference?variant=events&other=cohort&days=365",
        "/metrics/define",
        "/metrics/requests",
        "/metrics/usage_change/context?days=1",
        "/health",
        "/health?by=csm",
        "/health?by=tier",
        "/health?by=cohort",
        "/health/backtest",
        "/health/backtest?profile=onboarding",
        "/health/risk",
        "/signals",
        "/signals?severity=high",
        "/signals/digest",
        "/signals?rule=renewal_window&csm=nobody-like-that",
        "/health/profiles",
        "/health/profiles/default",
        "/health/profiles/default?as=file",
        "/health/profiles/onboarding",
        "/data",
        "/data/quarantine",
        "/data/sources/web-app",
        "/data/sources/quiet",
        "/data/failed",
        "/data/failed?reason=missing:event&source=web-app",
        "/data/failed?code=missing&q=nothing-like-that",
        "/data/failed/1",
        "/data/failed/1?again=yes",
        "/data/message",
        "/data/message?id=good",
        "/data/message?id=bad",
        "/data/message?id=nothing-like-that",
        "/nothing-like-that"
      })
  void noPageHasFaults(String path) {
    assertThat(browser.faults(path, Role.LEADER))
        .filteredOn(fault -> !(path.equals("/nothing-like-that") && fault.contains("404")))
        .isEmpty();
  }

  @Test
  void anAccountsPagesHaveNoFaults() {
    Matcher link = ACCOUNT.matcher(running.get("/accounts", Role.LEADER).body());
    assertThat(link.find()).isTrue();
    assertThat(browser.faults(link.group(1), Role.LEADER)).isEmpty();
    assertThat(browser.faults(link.group(1) + "/health", Role.LEADER)).isEmpty();
    String id = link.group(1).substring("/accounts/".length());
    assertThat(browser.faults("/signals/why?account=" + id, Role.LEADER)).isEmpty();
  }
}
