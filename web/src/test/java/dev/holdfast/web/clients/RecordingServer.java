package dev.holdfast.web.clients;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * A server that takes every tracking call and remembers it: the least that satisfies the clients,
 * analytics.js in a browser among them.
 */
final class RecordingServer implements AutoCloseable {

  private static final String FILES = "/holdfast/web/analytics/";
  private static final String CHUNKS = "/analytics-next/bundles/";
  private static final Pattern SETTINGS = Pattern.compile("/v1/projects/[^/]+/settings");
  private static final Pattern ID = Pattern.compile("\"(?:messageId|uuid)\":\"([^\"]+)\"");

  /** A request that came; its body is unpacked where it was gzip. */
  record Received(String method, String path, Headers headers, String body) {

    /** The ids of the messages in the body, in their order. */
    List<String> ids() {
      return RecordingServer.ids(body);
    }
  }

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  /** Starts on a free port. */
  RecordingServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** What came so far, in the order of its coming. */
  List<Received> received() {
    return List.copyOf(received);
  }

  /** The ids of all messages that came, as often as they came. */
  List<String> ids() {
    return received.stream().flatMap(each -> each.ids().stream()).toList();
  }

  /** The ids of the messages in a body, in their order. */
  static List<String> ids(String body) {
    return ID.matcher(body).results().map(found -> found.group(1)).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = body(exchange);
      received.add(
          new Received(exchange.getRequestMethod(), path, exchange.getRequestHeaders(), body));
      Headers headers = exchange.getResponseHeaders();
      headers.set("Access-Control-Allow-Origin", "*");
      if (exchange.getRequestMethod().equals("OPTIONS")) {
        headers.set("Access-Control-Allow-Headers", "authorization, content-type, x-retry-count");
        exchange.sendResponseHeaders(204, -1);
        return;
      }
      String answer = answer(path, exchange.getRequestHeaders().getFirst("Host"));
      headers.set("Content-Type", answer.startsWith("{") ? "application/json" : "text/javascript");
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static String answer(String path, String host) throws IOException {
    if (path.startsWith("/analytics.js/")) {
      return file("standalone.js");
    }
    if (path.startsWith(CHUNKS)) {
      return file(path.substring(CHUNKS.length()));
    }
    if (SETTINGS.matcher(path).matches()) {
      return file("settings.json")
          .replace("__WRITE_KEY__", path.split("/")[3])
          .replace("__HOST__", host)
          .replace("__SCHEME__", "http");
    }
    return "{\"success\":true}";
  }

  private static String file(String name) throws IOException {
    try (InputStream in = RecordingServer.class.getResourceAsStream(FILES + name)) {
      if (in == null) {
        throw new IOException("there is no file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String body(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    if (!gzip) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
