package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.holdfast.workspace.Role;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FramePageTests {

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
  void thePagesOfTheFrameHaveNoFaults() {
    assertThat(browser.faults("/sign-in")).isEmpty();
    var link = running.server.firstStartLink();
    assertThat(browser.faults(link.getPath() + "?" + link.getQuery())).isEmpty();
    assertThat(browser.faults("/keys", Role.MANAGER)).isEmpty();
    assertThat(browser.faults("/password", Role.REP)).isEmpty();
  }

  @Test
  void theBrowserFindsWhatIsPlanted() {
    String planted =
        """
        <!doctype html><html lang="en"><title>x</title><link rel="stylesheet" href="/planted.css">
        <h1>a</h1><h1>b</h1><p>faint</p><button></button><div>wide</div><a href="/keys">go</a>
        <form method="post"></form><p style="color: red">red</p>
        """;
    String css = "p { color: #999 } div { width: 500px }";
    List<String> faults = browser.faultsOf(planted, css);
    for (String part :
        List.of(
            "console: Applying inline style violates",
            "content policy: style-src-attr inline",
            "no name: <button>",
            "headings of the first level: 2",
            "form without token",
            "contrast 2.85: faint",
            "wider than the phone: 5",
            "forgets the day: /keys",
            "dark: contrast")) {
      assertThat(faults).as(part).anyMatch(fault -> fault.startsWith(part));
    }
  }

  @Test
  void keysWorkAndTheDialogShowsThem() {
    try (BrowserContext context = browser.as(Role.CSM, ColorScheme.LIGHT)) {
      Page page = context.newPage();
      page.navigate(running.at("/password").toString());
      page.keyboard().press("Tab");
      assertThat(page.evaluate("() => document.activeElement.textContent"))
          .isEqualTo("Skip to the content");
      page.keyboard().press("?");
      page.waitForSelector("dialog[open] table");
      assertThat(page.textContent("dialog")).contains("Put the marked piece of work off");
      page.keyboard().press("Escape");
      page.waitForSelector("dialog:not([open])", hidden());
    }
  }

  private static Page.WaitForSelectorOptions hidden() {
    return new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED);
  }

  @Test
  void anotherDayIsVisibleAndStaysInEveryLink() {
    try (BrowserContext context = browser.as(Role.LEADER, ColorScheme.LIGHT)) {
      Page page = context.newPage();
      page.navigate(running.at("/keys").toString());
      assertThat(page.locator(".then").count()).isZero();
      page.click("[popovertarget=as-of]");
      page.fill("#as-of-day", "2026-03-03");
      page.waitForURL("**/keys?as_of=2026-03-03");
      assertThat(page.textContent(".then")).contains("As of 3 Mar 2026");
      page.click("[popovertarget=me]");
      page.click("#me a:has-text('Change your password')");
      page.waitForURL("**/password?as_of=2026-03-03");
      page.click(".then a");
      page.waitForURL("**/password");
    }
  }

  @Test
  void signingOutWorksWithoutScript() {
    var noScript = new Browser.NewContextOptions().setJavaScriptEnabled(false);
    try (BrowserContext context = browser.with(noScript, Role.VIEWER)) {
      Page page = context.newPage();
      page.navigate(running.at("/keys").toString());
      page.click("[popovertarget=me]");
      page.click("#me button");
      page.waitForURL("**/sign-in");
      page.navigate(running.at("/keys").toString());
      assertThat(page.url()).endsWith("/sign-in?next=%2Fkeys");
    }
  }

  @Test
  void errorPagesSayWhatHappenedAndWhatToDo() {
    assertThat(running.get("/nothing", Role.CSM).statusCode()).isEqualTo(404);
    assertThat(running.get("/nothing", Role.CSM).body())
        .contains("There is no such page", "Keys", "class=\"rail\"");
    assertThat(running.get("/keys?as_of=yesterday", Role.CSM).statusCode()).isEqualTo(400);
    assertThat(running.get("/keys?as_of=yesterday", Role.CSM).body())
        .contains("A date is written like 2026-03-31, not yesterday.");
  }
}
