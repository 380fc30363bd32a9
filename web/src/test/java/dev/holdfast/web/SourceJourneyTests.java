package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.workspace.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a new source to messages that failed and were mended, and to the end of its keys. */
class SourceJourneyTests {

  @TempDir Path folder;
  private RunningServer running;
  private PageTest browser;

  @BeforeEach
  void start() {
    running = new RunningServer(folder);
    browser = new PageTest(running);
  }

  @AfterEach
  void stop() {
    browser.close();
    running.close();
  }

  private int send(String secret, String message) {
    String basic =
        Base64.getEncoder().encodeToString((secret + ":").getBytes(StandardCharsets.UTF_8));
    return running
        .send(
            HttpRequest.newBuilder(running.at("/v1/track"))
                .header("Authorization", "Basic " + basic)
                .POST(BodyPublishers.ofString(message.replace('\'', '"'))))
        .statusCode();
  }

  private String main(Page page) {
    return page.textContent("main");
  }

  @Test
  void aSourceIsAddedItsMessagesMendedAndItsKeysRotatedAndRevoked() {
    try (BrowserContext context = browser.as(Role.LEADER, ColorScheme.LIGHT)) {
      Page page = context.newPage();
      page.navigate(running.at("/data").toString());
      assertThat(main(page)).contains("No source yet");
      page.fill("#source-name", "no spaces please");
      page.click("button:has-text('Add source')");
      assertThat(main(page)).contains("a-z");
      page.navigate(running.at("/data").toString());
      page.fill("#source-name", "web-app");
      page.click("button:has-text('Add source')");
      page.click("button:has-text('New key')");
      String secret = page.textContent(".secret pre");
      String address = running.at("").toString();
      for (var lines : page.querySelectorAll(".way pre")) {
        assertThat(lines.textContent()).contains(secret, address).doesNotContain("example.com");
      }
      assertThat(page.querySelectorAll(".way pre")).hasSize(7);
      page.reload();
      assertThat(page.content()).as("a secret is shown once").doesNotContain(secret);

      assertThat(
              send(
                  secret,
                  "{'messageId':'good','userId':'u','event':'x','context':{'groupId':'acme'}}"))
          .isEqualTo(200);
      assertThat(send(secret, "{'messageId':'bad','userId':'u','context':{'groupId':'acme'}}"))
          .isEqualTo(200);
      assertThat(send("hfw_nobody", "{}")).isEqualTo(401);
      running.arrivals.load();

      page.navigate(running.at("/data").toString());
      assertThat(page.textContent("h1")).contains("1 message was not taken in");
      assertThat(page.textContent("td[data-label='Accepted, 24 h']")).isEqualTo("1");
      assertThat(page.textContent(".traffic td[data-label=Failed]")).isEqualTo("1");
      assertThat(main(page))
          .contains("1 request was refused since the server started: unknown write key (1)")
          .contains("Nothing waits to be stored");
      page.click("td a.go:has-text('missing: event')");
      page.fill("textarea", "{ not right");
      page.click("button:has-text('Keep for later')");
      assertThat(page.textContent("#problem")).contains("not JSON");
      assertThat(page.inputValue("textarea")).isEqualTo("{ not right");
      assertThat(main(page)).contains("{\"messageId\":\"bad\",\"userId\":\"u\"");
      page.fill(
          "textarea",
          "{\"messageId\":\"bad\",\"userId\":\"u\",\"event\":\"mended\","
              + "\"context\":{\"groupId\":\"acme\"}}");
      page.click("button:has-text('Keep for later')");
      assertThat(main(page)).contains("not taken in yet");
      page.click("button:has-text('Run it again')");
      assertThat(page.textContent("[role=status]")).contains("1 message was taken in");

      page.navigate(running.at("/data").toString());
      page.fill("#message-id", "bad");
      page.click("button:has-text('Follow')");
      assertThat(page.textContent("ol.time"))
          .contains("As a usage event of account acme", "In rollups, metrics and health");
      rotateAndRevoke(page, secret);
    }
  }

  /** The old key works on for a while, until somebody ends it. */
  private void rotateAndRevoke(Page page, String first) {
    String message = "{'userId':'u','event':'x','context':{'groupId':'acme'}}";
    page.navigate(running.at("/data/sources/web-app").toString());
    page.click("summary:has-text('Rotate')");
    page.click("button:has-text('Rotate it') >> visible=true");
    String second = page.textContent(".secret pre");
    assertThat(send(first, message)).as("the old key, for a while").isEqualTo(200);
    assertThat(send(second, message)).isEqualTo(200);

    page.click("tr:has-text('works until') summary:has-text('Revoke')");
    page.click("button:has-text('Revoke it') >> visible=true");
    assertThat(page.textContent("[role=status]")).contains("is revoked");
    assertThat(send(first, message)).isEqualTo(401);
    assertThat(send(second, message)).isEqualTo(200);
    page.click("summary:has-text('Revoke') >> visible=true");
    page.click("button:has-text('Revoke it') >> visible=true");
    assertThat(page.textContent("h1")).isEqualTo("No key of web-app works");
    assertThat(send(second, message)).isEqualTo(401);
  }

  @Test
  void oneMessageIsRunAgainAloneAndTheOthersGoOnWaiting() {
    var source = running.workspace.sources().add("web-app", RunningServer.TEST);
    String secret = running.workspace.sources().newKey(source.id(), RunningServer.TEST).secret();
    for (int i = 1; i <= 3; i++) {
      assertThat(send(secret, "{'messageId':'m" + i + "','userId':'u" + i + "','event':'x'}"))
          .isEqualTo(200);
    }
    assertThat(send(secret, "{'messageId':'late','userId':'u','event':'x','timestamp':'soon'}"))
        .isEqualTo(200);
    running.arrivals.load();
    try (BrowserContext context = browser.as(Role.LEADER, ColorScheme.LIGHT)) {
      Page page = context.newPage();
      page.navigate(running.at("/data/failed").toString());
      page.selectOption("#f-reason", "bad_time:timestamp");
      page.click(".filters button");
      assertThat(page.textContent("h1")).isEqualTo("1 message was not taken in");
      assertThat(main(page)).contains("timestamp must look like").doesNotContain("m1");
      page.click("a:has-text('Clear')");

      page.click(".card:has-text('m2') >> button:has-text('Run again')");
      assertThat(page.textContent("h1")).isEqualTo("This message still cannot be taken in");
      assertThat(main(page)).contains("run again by leader Person, still not right");
      assertThat(page.querySelectorAll("details summary:has-text('As it was sent')")).hasSize(1);
      page.fill(
          "textarea",
          page.inputValue("textarea").replaceFirst("\\{", "{\"context\":{\"groupId\":\"acme\"},"));
      page.click("button:has-text('Run again')");
      assertThat(page.textContent("[role=status]"))
          .isEqualTo("1 message was taken in. Every number has been made with them.");
      assertThat(main(page)).contains("m1", "m3", "late").doesNotContain("m2");
      page.fill("#q", "m3");
      page.click(".filters button");
      assertThat(page.textContent("h1")).contains("1 message with \u201cm3\u201d was not taken in");
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ADMIN", "LEADER"},
      mode = EnumSource.Mode.EXCLUDE)
  void othersSeeHowItGoesAndChangeNothing(Role role) {
    var source = running.workspace.sources().add("web-app", RunningServer.TEST);
    String secret = running.workspace.sources().newKey(source.id(), RunningServer.TEST).secret();
    assertThat(send(secret, "{'messageId':'bad-1','userId':'ann@acme.example'}")).isEqualTo(200);
    running.arrivals.load();
    assertThat(running.get("/data", role).body())
        .contains("web-app", "missing: event", "A leader or an admin can correct them")
        .doesNotContain("Add source", "/data/sources", "/data/failed", "/data/message", "ann@");
  }
}
