package dev.holdfast.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the load generator sends to a server that writes it down, and what it makes of answers. */
class LoadGeneratorTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int EVENTS = 3;

  private final List<JsonNode> bodies = Collections.synchronizedList(new ArrayList<>());
  private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger requests = new AtomicInteger();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private HttpServer server;
  private Answering answering = exchange -> answer(exchange, 200, "{\"success\":true}");

  @FunctionalInterface
  private interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setExecutor(threads);
    server.createContext(
        "/v1/batch",
        exchange -> {
          bodies.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
          keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
          requests.incrementAndGet();
          answering.answer(exchange);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void everyMessageIsNew() throws IOException {
    run(0, 0.3);
    List<String> ids = events().stream().map(event -> event.path("messageId").asString()).toList();
    assertThat(ids).hasSizeGreaterThan(EVENTS).doesNotHaveDuplicates();
    assertThat(ids).allMatch(id -> id.matches("node-next-\\d{13}-[0-9a-f-]{36}"));
  }

  @Test
  void anIdIsNewAlsoInTheSamePlaceAtTheSameMoment() {
    String blank = MessageIds.blank(new SplittableRandom(1));
    MessageIds ids = new MessageIds(7);
    Stamp stamp = new Stamp(1_790_000_000_000L);
    ByteBuffer bytes = ByteBuffer.wrap(blank.getBytes(StandardCharsets.US_ASCII));
    Set<String> written = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      ids.write(bytes, 0, stamp);
      written.add(new String(bytes.array(), StandardCharsets.US_ASCII));
    }
    assertThat(written).hasSize(10_000).allMatch(id -> id.length() == blank.length());
  }

  @Test
  void anEventLooksAsSegmentsClientSendsIt() throws IOException {
    run(0, 0.1);
    assertThat(keys).containsOnly("Basic " + base64("key:"));
    assertThat(bodies).allSatisfy(body -> assertThat(body.path("batch")).hasSize(EVENTS));
    assertThat(events())
        .allSatisfy(event -> {
          assertThat(event.path("type").asString()).isEqualTo("track");
          assertThat(event.path("userId").asString()).matches("per-\\d{5}-\\d{2}");
          assertThat(event.path("context").path("groupId").asString()).matches("acc-\\d{5}");
          assertThat(event.path("properties").size()).isBetween(4, 6);
          assertThat(event.path("timestamp").asString()).startsWith("20").hasSize(24);
          assertThat(event.toString().length()).isBetween(490, 610);
        });
  }

  @Test
  void whatWasAcknowledgedIsWhatTheServerAnswered() throws IOException {
    LoadResult result = run(0, 0.3);
    assertThat(result.acknowledgedInAll()).isEqualTo((long) EVENTS * requests.get());
    assertThat(result.events()).isEqualTo(EVENTS * result.requests());
    assertThat(result.requests()).isPositive().isLessThanOrEqualTo(requests.get());
    assertThat(result.otherStatuses()).isEmpty();
    assertThat(result.broken() + result.unanswered()).isZero();
  }

  @Test
  void otherStatusesAreCountedApart() throws IOException {
    AtomicInteger answers = new AtomicInteger();
    answering = exchange -> answer(exchange, answers.getAndIncrement() % 2 == 0 ? 200 : 503, "");
    LoadResult result = run(EVENTS * 100, 0.4);
    assertThat(result.otherStatuses()).containsOnlyKeys(503);
    assertThat(result.requests() + result.otherStatuses().getOrDefault(503, 0L)).isEqualTo(40);
    assertThat(result.requests()).isBetween(15L, 25L);
    assertThat(result.acknowledgedInAll()).isEqualTo(EVENTS * 25L);
  }

  @Test
  void atARateEveryRequestThatWasDueIsCounted() throws IOException {
    LoadResult result = run(EVENTS * 100, 0.5);
    assertThat(result.requests()).isEqualTo(50);
    assertThat(requests).hasValue(60); // a fifth more in the warm-up
  }

  @Test
  void answersInChunksAndClosedConnectionsAreUnderstood() throws IOException {
    answering =
        exchange -> {
          exchange.getResponseHeaders().set("Connection", "close");
          answer(exchange, 0, "{\"success\":true}");
        };
    LoadResult result = run(EVENTS * 100, 0.2);
    assertThat(result.requests()).isEqualTo(20);
    assertThat(result.reconnects()).isEqualTo(30);
    assertThat(result.broken()).isZero();
  }

  @Test
  void aBrokenConnectionIsNoAnswer() throws IOException {
    answering = HttpExchange::close;
    LoadResult result = run(EVENTS * 100, 0.2);
    assertThat(result.requests()).isZero();
    assertThat(result.broken()).isEqualTo(20);
  }

  @Test
  void aProcessOfItsOwnReportsTheSame() throws IOException {
    List<String> heard = new ArrayList<>();
    LoadResult result =
        LoadProcess.run(
            plan(EVENTS * 100, 0.3),
            new LoadGenerator.Listener() {
              @Override
              public void begin() {
                heard.add("begin");
              }

              @Override
              public void end() {
                heard.add("end");
              }
            });
    assertThat(heard).containsExactly("begin", "end");
    assertThat(result.requests()).isEqualTo(30);
    assertThat(result.acknowledgedInAll()).isEqualTo((long) EVENTS * requests.get());
  }

  private LoadResult run(double eventsPerSecond, double seconds) throws IOException {
    return LoadGenerator.run(plan(eventsPerSecond, seconds), LoadGenerator.Listener.none());
  }

  private LoadPlan plan(double eventsPerSecond, double seconds) {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new LoadPlan(address, "key", EVENTS, 2, 0.1, seconds, eventsPerSecond);
  }

  private List<JsonNode> events() {
    return bodies.stream().flatMap(body -> body.path("batch").valueStream()).toList();
  }

  /** Answers with a length, or in chunks with status 200 when the status is 0. */
  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status == 0 ? 200 : status, status == 0 ? 0 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
