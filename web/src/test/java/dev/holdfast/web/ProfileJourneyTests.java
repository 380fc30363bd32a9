package dev.holdfast.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.workspace.Role;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A profile from an edit through preview, test and publishing to an account's explanation. */
class ProfileJourneyTests {

  private static final Pattern ACCOUNT =
      Pattern.compile("href=\"(/accounts/([^\"/?#]+))\"[^>]*>([^<]+)<");

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

  /** An account that the default profile scored. */
  private static String account() {
    Matcher link = ACCOUNT.matcher(running.get("/accounts", Role.LEADER).body());
    while (link.find()) {
      HttpResponse<String> why = running.get(link.group(1) + "/health", Role.LEADER);
      if (why.body().contains("Profile “Running customers”")) {
        return link.group(2);
      }
    }
    throw new AssertionError("no account with the default profile");
  }

  @Test
  void anEditIsPreviewedTestedPublishedAndThenExplainsTheAccount() {
    String account = account();
    try (BrowserContext window = browser.as(Role.LEADER, ColorScheme.LIGHT)) {
      Page page = window.newPage();
      page.navigate(running.at("/health").toString());
      page.locator("main a:has-text('Profiles')").click();
      page.locator("a:has-text('Running customers')").click();
      assertThat(page.locator("#preview-says")).containsText("none would change band");

      page.locator("input[name='m0.weight']").fill("900");
      page.locator("input[name=account]").fill(account);
      page.locator("input[name=account]").blur();
      assertThat(page.locator("#preview-says")).not().containsText("none would change band");
      assertThat(page.locator("#trial")).containsText("with the draft");
      assertThat(page.locator("#trial")).containsText("as published by Running customers");
      assertThat(page.locator("#trial")).containsText("takes it, because");

      page.locator("input[name=note]").fill("reach is what tells them apart");
      page.locator("button:has-text('Save draft')").click();
      assertThat(page.locator("#changes")).containsText("Reach: weight 13 (13 %) is now 900");
      page.locator("button:has-text('Publish')").click();
      assertThat(page.locator("#not-published")).containsText("was not tested against who left");
      page.locator("#waiver").fill("too few losses yet");
      page.locator("button:has-text('Publish')").click();
      assertThat(page.locator(".lead")).containsText("Version 2 is in force");
      assertThat(page.locator("main")).containsText("reach is what tells them apart");
      assertThat(page.locator("main")).containsText("too few losses yet");
    }
    running.refreshNow();
    assertThat(running.get("/accounts/" + account + "/health", Role.VIEWER).body())
        .contains("Profile “Running customers”, version 2", "Why this profile");
    assertThat(folder.resolve("health").resolve("default.yaml")).content().contains("version: 2");
  }

  @Test
  void aMistakeIsSaidAtItsFieldAndWhatWasTypedIsKept() {
    String page = running.get("/health/profiles/onboarding", Role.ADMIN).body();
    assertThat(page).contains("name=\"m0.curve\" value=\"linear: [[0, 0], [0.5, 40]");
    HttpResponse<String> answer =
        running.post(
            "/health/profiles/onboarding",
            Role.ADMIN,
            "title",
            "Starting customers",
            "order",
            "100",
            "applies_to",
            "true",
            "why",
            "always",
            "at_risk_to",
            "50",
            "watch_to",
            "75",
            "m0.title",
            "Pace",
            "m0.name",
            "pace",
            "m0.group",
            "Progress",
            "m0.input",
            "milestone_pace_60",
            "m0.direction",
            "more_is_better",
            "m0.curve",
            "linear: [[0, 0], [1, 200]]",
            "m0.weight",
            "45",
            "m0.missing",
            "block",
            "m0.signal",
            "leading");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("points must lie between 0 and 100, not 200")
        .contains("value=\"linear: [[0, 0], [1, 200]]\"");
    Matcher curve =
        Pattern.compile("name=\"m0.curve\"[^>]*aria-invalid=\"true\"").matcher(answer.body());
    assertThat(curve.find()).isTrue();
  }

  @Test
  void aReaderSeesTheFileAndTheHistoryButNoForm() {
    assertThat(running.get("/health/profiles", Role.VIEWER).body())
        .contains("Starting customers")
        .doesNotContain("Make a draft");
    assertThat(running.get("/health/profiles/onboarding", Role.VIEWER).body())
        .contains("input: milestone_pace_60", "Ships with Holdfast")
        .doesNotContain("Save draft");
    assertThat(running.get("/health/profiles/none", Role.VIEWER).statusCode()).isEqualTo(404);
  }

  @Test
  void aNewProfileBeginsAsACopyIsEditedAsAFileAndDiscarded() {
    HttpResponse<String> made =
        running.post("/health/profiles", Role.LEADER, "name", "large", "from", "default");
    assertThat(made.statusCode()).isEqualTo(303);
    String page = running.get("/health/profiles/large?as=file", Role.LEADER).body();
    assertThat(page).contains("order: 999", "Not published yet", "A new profile with 13 measures");
    assertThat(running.get("/health/profiles", Role.LEADER).body())
        .contains("Draft by leader Person");
    assertThat(running.get("/health/profiles", Role.VIEWER).body()).doesNotContain("Draft by");
    assertThat(running.get("/health/profiles/large", Role.VIEWER).statusCode()).isEqualTo(404);
    HttpResponse<String> stale =
        running.post(
            "/health/profiles/large", Role.LEADER, "yaml", "name: large\n", "revision", "0");
    assertThat(stale.statusCode()).isEqualTo(400);
    assertThat(stale.body()).contains("'title' is missing");
    running.post("/health/profiles/large/discard", Role.LEADER);
    assertThat(running.get("/health/profiles/large", Role.LEADER).statusCode()).isEqualTo(404);
  }
}
