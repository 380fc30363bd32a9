package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.workspace.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do from the first click to the last, on a small demo company. */
class JourneyTests {

  private static final String PASSWORD = "correct horse battery";

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

  private static List<String> texts(Page page, String selector) {
    return page.locator(selector).allTextContents().stream().map(String::strip).toList();
  }

  @Test
  void fromTheFirstLinkToTheRowsBehindAnAccountsHealth() {
    var link = running.server.firstStartLink();
    try (BrowserContext context = browser.nobody(ColorScheme.LIGHT)) {
      Page page = open(context, link.getPath() + "?" + link.getQuery());
      page.click("button:has-text('Sign in')");
      page.fill("#password", PASSWORD);
      page.fill("#again", PASSWORD);
      page.click("button:has-text('Keep this password')");
      page.click("[popovertarget=me]");
      page.click("#me button:has-text('Sign out')");
      page.waitForURL("**/sign-in");
      page.fill("#name", "admin");
      page.fill("#password", PASSWORD);
      page.click("button:has-text('Sign in')");
      page.waitForURL(running.at("/").toString());
      assertThat(page.textContent("h1")).contains("you");

      Locator first = page.locator("[data-rows] tbody th a").first();
      String account = first.textContent();
      first.click();
      assertThat(page.textContent("h1")).isEqualTo(account);
      page.waitForSelector("#health .contrib");
      page.locator("#health a:has-text('Why, in full')").click();
      assertThat(page.textContent("h1")).isEqualTo(account);
      assertThat(page.locator(".measures tbody tr").count()).isGreaterThan(5);
      page.locator(".measures a[href*='/metrics/usage_change']").click();
      assertThat(page.textContent("h1")).startsWith("Usage change");
      assertThat(page.textContent(".only")).as("of this account alone").contains(account);
      page.click(".say a:has-text('Rows')");
      assertThat(page.textContent("h1")).contains(account, "what the number is made of");
      assertThat(texts(page, "table.rows tbody td a")).isNotEmpty().containsOnly(account);
    }
  }

  @Test
  void aPortfolioIsNarrowedSortedSavedAndTakenAway() throws IOException {
    try (BrowserContext context = browser.as(Role.LEADER, ColorScheme.LIGHT)) {
      Page page = open(context, "/accounts");
      int all = page.locator(".portfolio tbody tr").count();
      page.selectOption("#f-band", "healthy");
      page.click(".filters button.main");
      assertThat(page.locator(".portfolio tbody tr").count()).isPositive().isLessThan(all);
      assertThat(texts(page, ".portfolio .band")).allMatch(band -> band.startsWith("Healthy"));
      page.click(".portfolio th a:has-text('Account')");
      List<String> names = texts(page, ".portfolio tbody td:first-child a");
      assertThat(names).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);

      page.click("[popovertarget=save-view]");
      page.fill("#view-name", "Going well");
      page.click("#save-view button.main");
      page.click(".chips a:has-text('Customers')");
      assertThat(page.locator(".portfolio tbody tr").count()).isEqualTo(all);
      page.click(".chips a:has-text('Going well')");
      assertThat(texts(page, ".portfolio tbody td:first-child a")).isEqualTo(names);

      Download file = page.waitForDownload(() -> page.click("a:has-text('CSV of this list')"));
      List<String> lines = Files.readAllLines(file.path());
      assertThat(lines.stream().skip(1).map(line -> line.split(",")[1].replace("\"", "")).toList())
          .as("the file holds what is seen, in its order")
          .isEqualTo(names);
    }
  }

  @Test
  void aMetricIsReadFromTheCatalogueToItsRows() {
    try (BrowserContext context = browser.as(Role.FINANCE, ColorScheme.LIGHT)) {
      Page page = open(context, "/metrics");
      page.waitForSelector(".glance strong");
      page.click("a:has-text('Full resolution time')");
      String headline = page.locator(".figure .v").first().textContent();
      page.click(".chips a:has-text('Complexity')");
      assertThat(page.textContent("aside")).contains("By complexity");
      page.click(".variants a:has-text('Mean, business hours')");
      assertThat(page.locator(".figure .v").first().textContent()).isNotEqualTo(headline);
      assertThat(page.textContent(".facts")).contains("Formula", "Next step");
      page.click("aside details:has-text('Query') summary");
      assertThat(page.textContent("aside pre")).containsIgnoringCase("select");
      page.click("aside a:has-text('Rows')");
      assertThat(page.locator("table.rows tbody tr").count()).isPositive();
      assertThat(texts(page, "table.rows th")).as("no names for finance").doesNotContain("subject");
    }
  }

  /** Presses a key that sends a form, and waits for the list that comes back. */
  private static void deal(Page page, String key) {
    page.evaluate("() => { window.earlier = true; }");
    page.keyboard().press(key);
    page.waitForFunction("() => !window.earlier && document.readyState === 'complete'");
  }

  @Test
  void workThatIsDealtWithOrPutOffStaysSo() {
    try (BrowserContext context = browser.as(Role.ADMIN, ColorScheme.LIGHT)) {
      Page page = open(context, "/");
      List<String> before = texts(page, "[data-rows] tbody th a");
      assertThat(before).hasSizeGreaterThan(2);
      page.keyboard().press("j");
      deal(page, "e");
      assertThat(texts(page, "[data-rows] tbody th a")).doesNotContain(before.getFirst());
      page.keyboard().press("j");
      String second = page.textContent("[data-marked] th a");
      deal(page, "s");
      page.reload();
      assertThat(texts(page, "[data-rows] tbody th a")).doesNotContain(before.getFirst(), second);
      page.click(".chips a:has-text('Snoozed')");
      assertThat(texts(page, "[data-rows] tbody th a")).containsExactly(second);
      page.click("button:has-text('Take up again')");
      page.navigate(running.at("/").toString());
      assertThat(texts(page, "[data-rows] tbody th a")).contains(second);
      page.keyboard().press("?");
      page.waitForSelector("dialog[open] table");
      page.keyboard().press("Escape");
      page.keyboard().press("/");
      page.keyboard().type(second);
      page.keyboard().press("Enter");
      page.waitForURL("**/accounts?q=*");
      assertThat(texts(page, ".portfolio tbody td:first-child a")).contains(second);
    }
  }

  @Test
  void theRailFoldsAndStaysFolded() {
    try (BrowserContext context = browser.as(Role.VIEWER, ColorScheme.LIGHT)) {
      Page page = open(context, "/accounts");
      double wide = page.locator(".rail").boundingBox().width;
      page.click("[data-fold]");
      page.click(".rail a[title=Metrics]");
      assertThat(page.locator(".rail").boundingBox().width).isLessThan(wide / 2);
      page.click("[data-fold]");
      page.reload();
      assertThat(page.locator(".rail").boundingBox().width).isEqualTo(wide);
    }
  }
}
