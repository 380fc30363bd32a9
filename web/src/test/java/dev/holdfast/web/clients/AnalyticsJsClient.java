package dev.holdfast.web.clients;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * analytics.js as the server hands it out, on the page of a site of another origin, in Chromium.
 *
 * <p>The page view is the snippet's own and has an id that analytics.js chose; the other messages
 * have ids that start with the prefix. A message is delivered when a request with it was answered
 * with success. A page that asks any host but the site and the server fails.
 */
final class AnalyticsJsClient implements Client {

  /** How analytics.js sends, by the options that a site gives it. */
  enum Delivery {
    /** A request per message. */
    SINGLE("{}"),
    /** Ten messages in a request. */
    BATCHES(
        "{integrations: {'Segment.io': {deliveryStrategy: {strategy: 'batching', config: {size: 10, timeout: 1000}}}}}");

    private final String options;

    Delivery(String options) {
      this.options = options;
    }
  }

  private static final String CALLS =
      """
      ([count, prefix, group]) => {
        const id = n => ({ messageId: prefix + '-' + n });
        analytics.identify(prefix + '-user', { email: prefix + '-user@example.com' }, id(0));
        analytics.group(group, { name: 'Acme' }, id(1));
        for (let n = 0; n < count; n++)
          analytics.track('Report Exported', { n }, { ...id(n + 3), groupId: group });
      }
      """;

  /** The locale, which sending changes, is the whole process's: one page at a time. */
  private static final ReentrantLock TURN = new ReentrantLock();

  private final Delivery delivery;
  private final Duration limit;

  /** A client that is given a time for all it sends. */
  AnalyticsJsClient(Delivery delivery, Duration limit) {
    this.delivery = delivery;
    this.limit = limit;
  }

  @Override
  public List<String> send(URI host, String writeKey, int count, String prefix) {
    TURN.lock();
    try {
      return sendAlone(host, writeKey, count, prefix);
    } finally {
      TURN.unlock();
    }
  }

  private List<String> sendAlone(URI host, String writeKey, int count, String prefix) {
    String html =
        site()
            .replace("__HOST__", host.toString())
            .replace("__WRITE_KEY__", writeKey)
            .replace("__OPTIONS__", delivery.options);
    HttpServer site = serve(html);
    Locale before = Locale.getDefault();
    // Playwright lowers the names of its options by the machine's locale, which Turkish breaks.
    Locale.setDefault(Locale.ROOT);
    try (Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright.chromium().launch(options());
        Page page = browser.newPage()) {
      URI address = URI.create("http://127.0.0.1:" + site.getAddress().getPort() + "/");
      return send(page, address, host, count, prefix);
    } catch (PlaywrightException e) {
      throw new IllegalStateException(e);
    } finally {
      Locale.setDefault(before);
      site.stop(0);
    }
  }

  private List<String> send(Page page, URI site, URI host, int count, String prefix) {
    Set<String> sent = new LinkedHashSet<>();
    Set<String> delivered = new LinkedHashSet<>();
    Set<String> strangers = new LinkedHashSet<>();
    page.onRequest(request -> {
      sent.addAll(ids(request));
      if (Stream.of(site, host).noneMatch(own -> request.url().startsWith(own.toString()))
          && !request.url().startsWith("data:")) {
        strangers.add(request.url());
      }
    });
    page.onResponse(response -> {
      if (response.ok()) {
        delivered.addAll(ids(response.request()));
      }
    });
    page.navigate(site.toString());
    page.evaluate(CALLS, List.of(count, prefix, Client.group(prefix)));
    page.waitForCondition(
        () -> delivered.size() >= OPENING + count,
        new Page.WaitForConditionOptions().setTimeout((double) limit.toMillis()));
    if (!strangers.isEmpty()) {
      throw new IllegalStateException("the page asked " + strangers);
    }
    return List.copyOf(sent);
  }

  private static List<String> ids(Request request) {
    String body = request.postData();
    return body == null ? List.of() : RecordingServer.ids(body);
  }

  private static BrowserType.LaunchOptions options() {
    return new BrowserType.LaunchOptions()
        .setExecutablePath(Path.of("/usr/bin/chromium"))
        .setArgs(
            List.of(
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"));
  }

  private static String site() {
    try (InputStream in =
        AnalyticsJsClient.class.getResourceAsStream("/holdfast/web/clients/site.html")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpServer serve(String html) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
      server.createContext(
          "/",
          exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
