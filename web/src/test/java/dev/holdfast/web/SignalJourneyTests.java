package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Origin;
import dev.holdfast.workspace.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do on the board of signals, from the first look to the last word. */
class SignalJourneyTests {

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

  private static Page open(BrowserContext context, String path) {
    Page page = context.newPage();
    page.navigate(running.at(path).toString());
    return page;
  }

  @Test
  void aSignalIsReadJudgedMutedAndLetSpeakAgain() {
    try (BrowserContext context = browser.as(Role.LEADER, ColorScheme.LIGHT)) {
      Page page = open(context, "/signals");
      assertThat(page.textContent("h1")).contains("a look this week");
      int all = page.locator(".signals tbody tr").count();
      assertThat(all).isPositive();

      page.selectOption("#f-severity", "low");
      page.click(".filters button:has-text('Show')");
      int low = page.locator(".signals tbody tr").count();
      assertThat(low).isPositive().isLessThan(all);
      assertThat(page.locator(".signals tbody .band").allTextContents()).containsOnly("Low");
      page.click(".filters a:has-text('Clear')");

      Locator first = page.locator(".signals tbody tr").first();
      String account = first.locator("th a").textContent();
      String title = first.locator("summary strong").textContent();
      first.locator("button:has-text('Useful')").first().click();
      assertThat(page.textContent("[role=status]")).contains("counts in the ranking");
      assertThat(page.locator(".signals tbody tr").first().textContent()).contains("Useful");
      assertThat(page.locator(".rules-table").textContent()).contains("1 of 1");

      page.locator(".signals tbody tr").first().locator("summary").click();
      Locator row = page.locator(".signals tbody tr").first();
      assertThat(row.locator(".reasons li").count()).isGreaterThan(1);
      row.locator("form[action='/signals/mute'] input[name=reason]").fill("agreed with Carol");
      row.locator("button:has-text('Mute for this account')").click();
      assertThat(page.textContent("[role=status]")).contains("It is muted");
      Locator muted = page.locator("table:has(h2:has-text('Put off and muted')) tbody tr");
      assertThat(muted.count()).isEqualTo(1);
      assertThat(muted.textContent()).contains(account, title, "agreed with Carol");
      page.click("button:has-text('End it')");
      assertThat(page.textContent("[role=status]")).contains("The mute is over");
      assertThat(page.locator("table:has(h2:has-text('Put off and muted'))").count()).isZero();

      page.locator(".signals tbody tr").first().locator("summary").click();
      page.locator(".signals tbody tr").first().locator("a:has-text('Why, by replay')").click();
      assertThat(page.textContent("h1")).contains(account);
      assertThat(page.locator(".signals tbody tr").count()).isEqualTo(1);
    }
  }

  @Test
  void everyRuleSaysWhyItSpeaksOrNot() {
    String account =
        running
            .signals()
            .board(
                new dev.holdfast.workspace.RecordScope.Everything(),
                java.time.LocalDate.ofInstant(running.clock.instant(), RunningServer.ZONE))
            .lines()
            .getFirst()
            .signal()
            .accountId();
    try (BrowserContext context = browser.as(Role.VIEWER, ColorScheme.LIGHT)) {
      Page page = open(context, "/signals/why?account=" + account);
      assertThat(page.locator(".signals tbody tr").count())
          .isEqualTo(running.signals().rules().all().size());
      assertThat(page.locator(".signals .band").allTextContents()).contains("Fires");
    }
  }

  @Test
  void whoMayOnlyReadHasNothingToPress() {
    try (BrowserContext context = browser.as(Role.VIEWER, ColorScheme.LIGHT)) {
      Page page = open(context, "/signals");
      assertThat(page.locator(".signals form").count()).isZero();
      assertThat(page.locator("form[action='/signals/delivery']").count()).isEqualTo(1);
      page.selectOption("select[name=how]", "DIGEST");
      page.click("form[action='/signals/delivery'] button");
      assertThat(page.content()).contains("You chose a digest");
    }
  }

  /** Ninety days before the end of a term, which is today, a signal of low severity is raised. */
  private static void aTermComesUpToday() {
    LocalDate today = LocalDate.ofInstant(running.clock.instant(), RunningServer.ZONE);
    Instant before = running.clock.instant().minus(Duration.ofDays(10));
    running
        .log
        .append(
            running.log.startDelivery("stream", "test", "{}", "test"),
            List.of(
                new Facts.Account(
                    new Origin("test", "late-account", before),
                    "late-term",
                    "Late Term Ltd",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    Facts.Lifecycle.ACTIVE,
                    "somebody-else",
                    Map.of()),
                new Facts.Subscription(
                    new Origin("test", "late-subscription", before),
                    "late-1",
                    "late-term",
                    null,
                    null,
                    10,
                    9_000_000_00L,
                    "EUR",
                    Facts.BillingInterval.MONTH,
                    Facts.ContractType.RECURRING,
                    false,
                    today.minusDays(10),
                    today.plusDays(90),
                    null,
                    null)))
        .join();
    running.refresh(40);
    running.signals().recordHistory(today.minusDays(40), today);
  }

  @Test
  void whoWantsADigestFindsWhatWasRaisedTodayApartAndInTomorrowsDigest() {
    aTermComesUpToday();
    try (BrowserContext context = browser.as(Role.FINANCE, ColorScheme.LIGHT)) {
      String week = "table:has(h2:has-text('This week'))";
      String apart = "table:has(h2:has-text('For tomorrow'))";
      Page page = open(context, "/signals");
      assertThat(page.locator(apart).count()).isZero();
      assertThat(page.locator(week).textContent()).contains("Late Term Ltd");
      page.selectOption("select[name=how]", "DIGEST");
      page.click("form[action='/signals/delivery'] button");
      assertThat(page.textContent("[role=status]")).contains("arranged by it");
      assertThat(page.locator(week).textContent()).doesNotContain("Late Term Ltd");
      assertThat(page.locator(apart + " tbody tr").count()).isPositive();
      assertThat(page.locator(apart).textContent()).contains("Late Term Ltd");
      assertThat(page.locator(apart + " tbody .band").allTextContents()).doesNotContain("High");

      page.click("a:has-text('yesterday’s digest')");
      assertThat(page.textContent("h1")).contains("Digest of 17 Mar 2026");
      assertThat(page.content()).as("it was raised today").doesNotContain("Late Term Ltd");
      running.clock.set(RunningServer.NOW.plus(Duration.ofHours(15)));
      try {
        page.reload();
        assertThat(page.textContent("h1")).contains("Digest of 18 Mar 2026");
        assertThat(page.locator("tbody").first().textContent())
            .contains("Late Term Ltd", "Renewal comes up", "Next: Agree on the renewal");
      } finally {
        running.clock.set(RunningServer.NOW);
      }
    }
  }

  @Test
  void aCsmSeesOwnAccountsOnlyAndOnlyThoseWhoLeadSilenceARuleForAll() {
    assertThat(running.get("/signals", Role.CSM).body())
        .as("nobody of the demo's accounts is theirs")
        .contains("No signals", "Nothing deserves attention");
    assertThat(
            running
                .post("/signals/mute", Role.CSM, "rule", "silence", "reason", "noise")
                .statusCode())
        .isEqualTo(403);
    assertThat(
            running
                .post("/signals/mute", Role.LEADER, "rule", "silence", "reason", " ")
                .statusCode())
        .as("a mute has no end, so it needs a reason")
        .isEqualTo(400);
  }
}
