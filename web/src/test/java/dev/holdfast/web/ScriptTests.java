package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.web.access.FormTokens;
import dev.holdfast.web.frame.Assets;
import dev.holdfast.workspace.Role;
import gg.jte.output.StringOutput;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script on a planted page that has all it acts on. */
class ScriptTests {

  @TempDir static Path folder;
  private static RunningServer running;
  private static PageTest browser;

  @BeforeAll
  static void start() {
    running = new RunningServer(folder);
    browser = new PageTest(running);
  }

  @AfterAll
  static void stop() {
    browser.close();
    running.close();
  }

  @Test
  void keysMoveThroughRowsAndFocusTheSearch() {
    try (BrowserContext context = browser.as(Role.CSM, ColorScheme.LIGHT)) {
      Page page = open(context, Role.CSM);
      page.keyboard().press("j");
      assertThat(marked(page)).isEqualTo("one");
      page.keyboard().press("j");
      page.keyboard().press("j");
      assertThat(marked(page)).as("stays at the last").isEqualTo("two");
      page.keyboard().press("k");
      assertThat(marked(page)).isEqualTo("one");
      page.keyboard().press("/");
      page.keyboard().type("jk?");
      assertThat(page.inputValue("#find")).as("keys are text in a field").isEqualTo("jk?");
      page.keyboard().press("Escape");
      page.keyboard().press("Control+k");
      assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("find");
      page.keyboard().press("Escape");
      page.keyboard().press("k");
      page.keyboard().press("Enter");
      page.waitForURL("**/keys?row=one");
    }
  }

  @Test
  void whatHtmxSendsCarriesTheFormToken() {
    try (BrowserContext context = browser.as(Role.REP, ColorScheme.LIGHT)) {
      Page page = open(context, Role.REP);
      page.keyboard().press("j");
      Response answer = page.waitForResponse("**/sign-out", () -> page.keyboard().press("e"));
      assertThat(answer.status()).isEqualTo(303);
    }
  }

  @Test
  void whatFailsIsSaid() {
    try (BrowserContext context = browser.as(Role.VIEWER, ColorScheme.LIGHT)) {
      Page page = open(context, Role.VIEWER);
      page.click("#missing");
      page.waitForSelector("#notice:not([hidden])");
      assertThat(page.textContent("#notice")).contains("Nothing changed");
    }
  }

  private static String marked(Page page) {
    return page.textContent("[data-marked] a");
  }

  private static Page open(BrowserContext context, Role role) {
    String token = RunningServer.token(running.get("/password", role).body());
    Assets assets = new Assets();
    StringOutput html = new StringOutput();
    html.writeContent(
        """
        <!doctype html><html lang="en"><head><title>x</title>
        <meta name="form-token" content="%s" data-header="%s">
        <meta name="htmx-config" content='{"includeIndicatorStyles":false,"allowEval":false}'>
        <link rel="stylesheet" href="%s"><script src="%s" defer></script><script src="%s" defer></script>
        </head><body><input id="find" aria-label="find"><table data-rows><tbody>
        <tr><td><a href="/keys?row=one">one</a>
          <button data-key="e" hx-post="/sign-out" hx-swap="none">e</button></td></tr>
        <tr><td><a href="/keys?row=two">two</a></td></tr></tbody></table>
        <button id="missing" hx-get="/missing">missing</button><div id="notice" hidden></div>
        """
            .formatted(
                token,
                FormTokens.HEADER,
                assets.address("holdfast.css"),
                assets.address("htmx.js"),
                assets.address("holdfast.js")));
    context.route(
        "**/planted", route -> route.fulfill(PageTest.answer("text/html", html.toString())));
    Page page = context.newPage();
    page.navigate(running.at("/planted").toString());
    return page;
  }
}
