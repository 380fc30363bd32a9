package dev.holdfast.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import dev.holdfast.web.access.Walls;
import dev.holdfast.workspace.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A real Chromium that opens pages of a {@link RunningServer} and looks for what must never be:
 * errors on the console, refusals of the content policy, controls without a name, text too faint, a
 * page wider than a phone, content that jumps, links that forget the picked day.
 *
 * <pre>{@code
 * try (var running = new RunningServer(folder); var browser = new PageTest(running)) {
 *   assertThat(browser.faults("/keys", Role.CSM)).isEmpty();
 * }
 * }</pre>
 */
public final class PageTest implements AutoCloseable {

  private static final int PHONE = 360;
  private static final double MOST_SHIFT = 0.05;
  private static final int MOST_BYTES = 250_000;

  private static final List<String> CHROMIUM_ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** Notes refusals of the content policy and shifts of the layout from the first moment on. */
  private static final String WATCH =
      """
      window.refusals = [];
      window.shift = 0;
      document.addEventListener('securitypolicyviolation',
        e => window.refusals.push(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample));
      new PerformanceObserver(list => list.getEntries().forEach(e => {
        if (!e.hadRecentInput) window.shift += e.value;
      })).observe({ type: 'layout-shift', buffered: true });
      """;

  private static final String UNNAMED =
      """
      () => {
        const found = [];
        const name = el => (el.getAttribute('aria-label')
          || (el.getAttribute('aria-labelledby') || '').split(/\\s+/).map(id => id && document.getElementById(id)?.textContent).join('')
          || [...(el.labels || [])].map(l => l.textContent).join('')
          || (['INPUT', 'SELECT', 'TEXTAREA'].includes(el.tagName) ? '' : el.textContent)
          || el.getAttribute('title') || '').trim();
        for (const el of document.querySelectorAll(
            'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [tabindex="0"]'))
          if (!name(el)) found.push('no name: ' + el.outerHTML.slice(0, 120));
        for (const el of document.querySelectorAll('img:not([alt]), svg[role=img]:not([aria-label])'))
          found.push('no alternative: ' + el.outerHTML.slice(0, 120));
        if (document.querySelectorAll('h1').length !== 1)
          found.push('headings of the first level: ' + document.querySelectorAll('h1').length);
        const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
        ids.filter((id, i) => ids.indexOf(id) !== i).forEach(id => found.push('id twice: ' + id));
        for (const form of document.querySelectorAll('form[method=post]'))
          if (!form.querySelector('input[name=_token]')?.value) found.push('form without token: ' + form.action);
        return found;
      }
      """;

  private static final String FAINT =
      """
      () => {
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 1;
        const pen = canvas.getContext('2d', { willReadFrequently: true });
        const rgba = color => {
          pen.clearRect(0, 0, 1, 1);
          pen.fillStyle = color;
          pen.fillRect(0, 0, 1, 1);
          return [...pen.getImageData(0, 0, 1, 1).data];
        };
        const luminance = ([r, g, b]) => [r, g, b].map(c => c / 255)
          .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
          .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
        const behind = el => {
          for (let e = el; e; e = e.parentElement) {
            const c = rgba(getComputedStyle(e).backgroundColor);
            if (c[3] > 250) return c;
          }
          return rgba(getComputedStyle(document.documentElement).colorScheme.includes('dark') ? '#15181c' : '#fff');
        };
        const found = new Set();
        for (const el of document.querySelectorAll('body *')) {
          const text = [...el.childNodes].filter(n => n.nodeType === 3).map(n => n.textContent).join('').trim();
          if (!text || !el.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
          const look = getComputedStyle(el);
          const ink = rgba(el instanceof SVGElement ? look.fill : look.color);
          const [a, b] = [luminance(ink), luminance(behind(el))].sort((x, y) => y - x);
          const ratio = (a + 0.05) / (b + 0.05);
          const size = parseFloat(look.fontSize);
          const large = size >= 24 || (size >= 18.66 && parseInt(look.fontWeight) >= 700);
          if (ratio < (large ? 3 : 4.5))
            found.add('contrast ' + ratio.toFixed(2) + ': ' + text.slice(0, 40) + ' (' + el.tagName + '.' + el.getAttribute('class') + ')');
        }
        return [...found];
      }
      """;

  private static final String TOO_WIDE =
      """
      () => document.documentElement.scrollWidth <= innerWidth ? [] :
        ['wider than the phone: ' + document.documentElement.scrollWidth + ' px, because of ' +
          [...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > innerWidth + 0.5 && !e.closest('.plot, .across, .rail, pre'))
            .map(e => e.tagName.toLowerCase() + '.' + e.getAttribute('class')).slice(0, 5).join(', ')]
      """;

  private static final String FORGETFUL =
      """
      () => [...document.querySelectorAll('a[href^="/"]:not([data-leaves-day])')]
        .filter(a => !new URL(a.href).searchParams.has('as_of'))
        .map(a => 'forgets the day: ' + a.getAttribute('href'))
      """;

  private static final String BYTES =
      """
      () => performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
        .reduce((sum, e) => sum + e.transferSize, 0)
      """;

  private final Locale before = Locale.getDefault();
  private final RunningServer running;
  private final Playwright playwright;
  private final Browser browser;

  /** Starts a browser beside a running server. */
  public PageTest(RunningServer running) {
    // Playwright lowers the names of its options by the machine's locale, which Turkish breaks.
    Locale.setDefault(Locale.ROOT);
    this.running = running;
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(CHROMIUM_ARGUMENTS));
  }

  /** A window in which somebody of a role is signed in; the caller closes it. */
  public BrowserContext as(Role role, ColorScheme scheme) {
    return with(options(scheme), role);
  }

  /** A window with options of its own, in which somebody of a role is signed in. */
  public BrowserContext with(Browser.NewContextOptions options, Role role) {
    BrowserContext context = browser.newContext(options);
    context.addInitScript(WATCH);
    context.addCookies(
        List.of(new Cookie("holdfast", running.session(role)).setUrl(running.at("/").toString())));
    return context;
  }

  /** A window in which nobody is signed in; the caller closes it. */
  public BrowserContext nobody(ColorScheme scheme) {
    BrowserContext context = browser.newContext(options(scheme));
    context.addInitScript(WATCH);
    return context;
  }

  private static Browser.NewContextOptions options(ColorScheme scheme) {
    return new Browser.NewContextOptions()
        .setViewportSize(1280, 800)
        .setLocale("en-GB")
        .setTimezoneId(RunningServer.ZONE.getId())
        .setReducedMotion(ReducedMotion.REDUCE)
        .setColorScheme(scheme);
  }

  /** What is wrong with a page that somebody of a role opens; best is nothing. */
  public List<String> faults(String path, Role role) {
    List<String> faults = new ArrayList<>();
    try (BrowserContext context = as(role, ColorScheme.LIGHT)) {
      look(context, path, faults);
      look(context, path + (path.contains("?") ? "&" : "?") + "as_of=2026-03-03", faults);
    }
    try (BrowserContext context = as(role, ColorScheme.DARK)) {
      dark(context, path, faults);
    }
    return List.copyOf(faults);
  }

  /** What is wrong with a page that is planted with its style sheet, to test the test. */
  List<String> faultsOf(String html, String css) {
    List<String> faults = new ArrayList<>();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      try (BrowserContext context = nobody(scheme)) {
        context.route("**/planted.css", route -> route.fulfill(answer("text/css", css)));
        context.route("**/planted?as_of=x", route -> route.fulfill(answer("text/html", html)));
        if (scheme == ColorScheme.LIGHT) {
          look(context, "/planted?as_of=x", faults);
        } else {
          dark(context, "/planted?as_of=x", faults);
        }
      }
    }
    return faults;
  }

  static Route.FulfillOptions answer(String type, String body) {
    return new Route.FulfillOptions()
        .setBody(body)
        .setHeaders(Map.of("Content-Type", type, "Content-Security-Policy", Walls.CONTENT_POLICY));
  }

  /** What is wrong with a page that is open to anyone. */
  public List<String> faults(String path) {
    List<String> faults = new ArrayList<>();
    try (BrowserContext context = nobody(ColorScheme.LIGHT)) {
      look(context, path, faults);
    }
    try (BrowserContext context = nobody(ColorScheme.DARK)) {
      dark(context, path, faults);
    }
    return List.copyOf(faults);
  }

  private void look(BrowserContext context, String path, List<String> faults) {
    Page page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        faults.add("console: " + message.text());
      }
    });
    page.onPageError(error -> faults.add("script: " + error));
    page.navigate(running.at(path).toString());
    page.waitForLoadState(LoadState.NETWORKIDLE);
    faults.addAll(list(page.evaluate(UNNAMED)));
    faults.addAll(list(page.evaluate(FAINT)));
    double shift = ((Number) page.evaluate("() => window.shift")).doubleValue();
    if (shift >= MOST_SHIFT) {
      faults.add("layout shift " + shift);
    }
    int bytes = ((Number) page.evaluate(BYTES)).intValue();
    if (bytes > MOST_BYTES) {
      faults.add("bytes " + bytes);
    }
    if (path.contains("as_of=")) {
      faults.addAll(list(page.evaluate(FORGETFUL)));
    }
    page.setViewportSize(PHONE, 740);
    faults.addAll(list(page.evaluate(TOO_WIDE)));
    list(page.evaluate("() => window.refusals")).forEach(r -> faults.add("content policy: " + r));
  }

  private void dark(BrowserContext context, String path, List<String> faults) {
    Page page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        faults.add("dark: console: " + message.text());
      }
    });
    page.navigate(running.at(path).toString());
    page.waitForLoadState(LoadState.NETWORKIDLE);
    list(page.evaluate(FAINT)).forEach(fault -> faults.add("dark: " + fault));
    page.setViewportSize(PHONE, 740);
    list(page.evaluate(TOO_WIDE)).forEach(fault -> faults.add("dark: " + fault));
  }

  /** Takes pictures of a planted page with its style sheet. */
  void picturesOf(String html, String css, Path folder, String name) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      try (BrowserContext context = nobody(scheme)) {
        context.route("**/planted.css", route -> route.fulfill(answer("text/css", css)));
        context.route("**/planted", route -> route.fulfill(answer("text/html", html)));
        take(context, "/planted", scheme, folder, name);
      }
    }
  }

  /** Takes pictures of a page, light and dark and on a phone, into a folder. */
  public void pictures(String path, Role role, Path folder, String name) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      try (BrowserContext context = as(role, scheme)) {
        take(context, path, scheme, folder, name);
      }
    }
  }

  private void take(
      BrowserContext context, String path, ColorScheme scheme, Path folder, String name) {
    Page page = context.newPage();
    page.navigate(running.at(path).toString());
    page.waitForLoadState(LoadState.NETWORKIDLE);
    page.screenshot(
        shot(folder.resolve(name + (scheme == ColorScheme.LIGHT ? "-light" : "-dark") + ".png")));
    if (scheme == ColorScheme.LIGHT) {
      page.setViewportSize(PHONE, 740);
      page.screenshot(shot(folder.resolve(name + "-phone.png")));
    }
  }

  private static Page.ScreenshotOptions shot(Path file) {
    return new Page.ScreenshotOptions().setPath(file).setFullPage(true);
  }

  private static List<String> list(Object found) {
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
    Locale.setDefault(before);
  }
}
