package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.workspace.Role;
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
    browser = new PageTest(running);
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
        "/metrics/nps",
        "/metrics/full_resolution_time",
        "/metrics/account_survival",
        "/metrics/mrr_movements",
        "/metrics/purchase_clv",
        "/metrics/usage_change/rows",
        "/health",
        "/data",
        "/data/quarantine",
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
  }
}
