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

/** From a new source to a message that failed, was mended and is followed, by clicking. */
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
  void aSourceIsAddedItsKeyUsedAndAFailedMessageMended() {
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
      assertThat(page.textContent("pre[aria-label='Set-up for Node.js']"))
          .contains(secret, "127.0.0.1");
      page.reload();
      assertThat(page.content()).as("a secret is shown once").doesNotContain(secret);

      assertThat(
              send(
                  secret,
                  "{'messageId':'good','userId':'u','event':'x','context':{'groupId':'acme'}}"))
          .isEqualTo(200);
      assertThat(send(secret, "{'messageId':'bad','userId':'u','context':{'groupId':'acme'}}"))
          .isEqualTo(200);
      running.arrivals.load();

      page.navigate(running.at("/data").toString());
      assertThat(page.textContent("h1")).contains("1 message was not taken in");
      page.click("td a.go:has-text('missing: event')");
      page.fill("textarea", "{ not right");
      page.click("button:has-text('Correct')");
      assertThat(page.textContent("#problem")).contains("not JSON");
      page.fill(
          "textarea",
          "{\"messageId\":\"bad\",\"userId\":\"u\",\"event\":\"mended\","
              + "\"context\":{\"groupId\":\"acme\"}}");
      page.click("button:has-text('Correct')");
      assertThat(main(page)).contains("not taken in yet");
      page.click("button:has-text('Run')");
      assertThat(page.textContent("[role=status]")).contains("1 message was taken in");

      page.navigate(running.at("/data").toString());
      page.fill("#message-id", "bad");
      page.click("button:has-text('Follow')");
      assertThat(page.textContent("ol.time"))
          .contains("As a usage event of account acme", "In rollups, metrics and health");
    }
  }

  @Test
  void aKeyIsRotatedAndRevokedAndWhatIsSentWithItIsRefused() {
    var source = running.workspace.sources().add("web-app", RunningServer.TEST);
    String first = running.workspace.sources().newKey(source.id(), RunningServer.TEST).secret();
    String message = "{'userId':'u','event':'x','context':{'groupId':'acme'}}";
    try (BrowserContext context = browser.as(Role.ADMIN, ColorScheme.DARK)) {
      Page page = context.newPage();
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
    }
    assertThat(running.get("/data", Role.CSM).body())
        .as("others see how it goes and change nothing")
        .contains("web-app")
        .doesNotContain("Add source", "/data/sources/web-app");
  }
}
