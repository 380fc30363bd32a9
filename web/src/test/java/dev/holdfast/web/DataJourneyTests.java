package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.intake.ImportRequest;
import dev.holdfast.intake.Mappings;
import dev.holdfast.intake.Progress;
import dev.holdfast.workspace.HealthJudgements;
import dev.holdfast.workspace.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What arrives is seen at once, and what is taken back is gone at once. */
class DataJourneyTests {

  private static final String MAPPING =
      """
      mapping: people_we_sell_to
      version: 1
      file: { format: csv, missing: [""] }
      source: shop
      zone: UTC
      facts:
        - fact: account
          fields:
            account_id: id
            name: name
            occurred_at: date(since)
            lifecycle: "'active'"
      """;

  private static final String ROWS =
      """
      id,name,since
      acme/1,Acme & Sons,2025-03-01
      b 2;x,Bolt 100%,2025-04-01
      c3,Cargo,the first of May
      """;

  @TempDir Path folder;
  private RunningServer running;

  @BeforeEach
  void start() {
    running = new RunningServer(folder);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private void importRows() throws IOException {
    Path file = folder.resolve("customers.csv");
    Files.writeString(file, ROWS);
    running.imports.run(
        new ImportRequest(file, Mappings.parse(MAPPING, "test"), false, "tester", Progress.none()));
    running.refresh(3);
  }

  private String page(String path) {
    return running.get(path, Role.LEADER).body();
  }

  @Test
  void aQuarantinedRowIsCorrectedRunAgainAndTakenBackByClicking() throws IOException {
    assertThat(page("/data")).contains("No data has arrived yet", "./holdfast import");
    importRows();
    try (PageTest browser = new PageTest(running);
        BrowserContext context = browser.as(Role.LEADER, ColorScheme.LIGHT)) {
      Page page = context.newPage();
      page.navigate(running.at("/data").toString());
      assertThat(page.textContent("h1")).contains("1 row waits in quarantine");
      page.click(".card:has-text('Quarantine') td a.go");
      page.fill("input[name='field.since']", "2025-05-01");
      page.click("button:has-text('Correct')");
      assertThat(page.textContent("main")).contains("corrected, not run again yet");
      page.click("button:has-text('Run these rows again')");
      assertThat(page.textContent("h1")).contains("1 row was taken in");
      page.click("a:has-text('All data')");
      assertThat(page.textContent("h1")).contains("nothing waits in quarantine");
      assertThat(page("/accounts?q=cargo")).contains("Cargo");

      page.click("summary:has-text('Undo') >> nth=-1");
      page.click("button:has-text('Undo it') >> visible=true");
      assertThat(page.textContent("[role=status]")).contains("customers.csv is undone");
      assertThat(page("/accounts")).doesNotContain("Acme");
    }
  }

  @Test
  void aPageNeverShowsWhatIsNoLongerSo() throws IOException {
    assertThat(page("/accounts")).contains("No accounts yet");
    assertThat(page("/health")).contains("No customers yet");
    importRows();
    assertThat(page("/accounts")).contains("Acme &amp; Sons", "Bolt 100%");
    assertThat(page("/health")).contains("2 customers");
    assertThat(page("/metrics/active_accounts")).contains("Active accounts");
    assertThat(page("/accounts/c3")).contains("There is no such page");
    assertThat(page("/accounts/acme%2F1/card/health")).doesNotContain("says at risk");
    running
        .workspace
        .healthJudgements()
        .set(
            HealthJudgements.Layer.OVERRIDE,
            "acme/1",
            "at_risk",
            "they told us",
            RunningServer.NOW.plus(Duration.ofDays(7)),
            RunningServer.TEST);
    assertThat(page("/accounts/acme%2F1/card/health")).contains("says at risk: they told us");
  }

  @Test
  void anIdWithReservedCharactersOpensEverywhere() throws IOException {
    importRows();
    for (String id : new String[] {"acme%2F1", "b%202%3Bx"}) {
      for (String part :
          new String[] {
            "",
            "/health",
            "/timeline",
            "/card/health",
            "/card/people",
            "/card/usage",
            "/card/tickets",
            "/card/voice",
            "/card/money"
          }) {
        assertThat(running.get("/accounts/" + id + part, Role.LEADER).statusCode())
            .as(id + part)
            .isEqualTo(200);
      }
    }
    assertThat(page("/accounts")).contains("/accounts/acme%2F1", "/accounts/b%202%3Bx");
    assertThat(page("/accounts/acme%2F1")).contains("Acme &amp; Sons", "/accounts/acme%2F1/health");
    assertThat(page("/metrics/active_people?account=acme%2F1")).contains("Acme &amp; Sons");
    assertThat(running.post("/work/acme%2F1/close", Role.LEADER, "reason", "x").statusCode())
        .isEqualTo(303);
    assertThat(running.get("/metrics/nps?account=nobody", Role.LEADER).statusCode()).isEqualTo(404);
    assertThat(running.get("/metrics/nps/rows.csv?account=acme%2F1", Role.CSM).statusCode())
        .as("out of sight")
        .isEqualTo(404);
  }

  @Test
  void oddSpellingsOfAnAddressOpenNothing() {
    for (String path :
        new String[] {
          "/assets/..;/accounts",
          "/assets/x/../../accounts",
          "/sign-in;/../accounts",
          "/assets%2F..%2Faccounts",
          "//accounts",
          "/sign-in%2F..%2Faccounts",
          "/accounts;x=/sign-in"
        }) {
      assertThat(running.get(path).statusCode()).as(path).isNotEqualTo(200);
    }
  }

  @Test
  void everyPageTakesTheDayUnderOneName() throws IOException {
    importRows();
    running.clock.set(RunningServer.NOW.plus(Duration.ofHours(20)));
    for (String path : new String[] {"/accounts", "/accounts/acme%2F1/health", "/health"}) {
      assertThat(running.get(path + "?day=2026-03-18", Role.LEADER).body())
          .as(path)
          .contains("As of 18 Mar 2026")
          .contains("as_of=2026-03-18")
          .doesNotContain("day=2026-03-18&");
    }
    assertThat(running.get("/accounts/acme%2F1/health?day=soon", Role.LEADER).statusCode())
        .isEqualTo(400);
  }
}
