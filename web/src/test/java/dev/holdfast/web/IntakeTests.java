package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactType;
import dev.holdfast.stream.FailedEvent;
import dev.holdfast.stream.FailedFilter;
import dev.holdfast.workspace.NewKey;
import dev.holdfast.workspace.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The addresses that products send to, over HTTP. */
class IntakeTests {

  @TempDir static Path folder;
  private static RunningServer running;
  private static NewKey key;
  private static int next;

  @BeforeAll
  static void start() {
    running = new RunningServer(folder);
    Source source = running.workspace.sources().add("web", RunningServer.TEST);
    key = running.workspace.sources().newKey(source.id(), RunningServer.TEST);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static HttpRequest.Builder post(String path, byte[] body) {
    return HttpRequest.newBuilder(running.at(path)).POST(BodyPublishers.ofByteArray(body));
  }

  private static HttpRequest.Builder post(String path, String body) {
    return post(path, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static HttpRequest.Builder withKey(HttpRequest.Builder request, String secret) {
    return request.header("Authorization", "Basic " + base64(secret + ":"));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    return running.send(request);
  }

  private static String track(String id) {
    return "{'type':'track','messageId':'"
        + id
        + "','userId':'u','event':'x','context':{'groupId':'acme'}}";
  }

  private static List<String> stored() {
    running.arrivals.load();
    return running
        .log
        .warehouse()
        .read(sql ->
            sql.select(CommonColumns.FACT_ID)
                .from(FactType.USAGE_EVENT.table())
                .fetch(CommonColumns.FACT_ID));
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/batch,true", "/v1/batch/,true", "/v1/import,true", "/v1/import/,true", "/v1/b,true",
    "/v1/b/,true", "/v1/track,false", "/v1/track/,false", "/v1/t,false", "/v1/t/,false"
  })
  void everyAddressTakesMessagesWithAndWithoutASlash(String path, boolean envelope) {
    String id = "path-" + next++;
    String message = track(id);
    HttpResponse<String> answer =
        send(withKey(post(path, envelope ? "{'batch':[" + message + "]}" : message), key.secret()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"success\":true}");
    assertThat(stored()).contains(id);
  }

  @ParameterizedTest
  @CsvSource({"identify,i", "page,p", "screen,s", "group,g", "alias,a"})
  void theOtherCallsHaveALongAndAShortAddress(String call, String letter) {
    for (String path : List.of("/v1/" + call, "/v1/" + letter, "/v1/" + letter + "/")) {
      HttpResponse<String> answer =
          send(
              withKey(
                  post(
                      path,
                      "{'messageId':'"
                          + call
                          + next++
                          + "','userId':'u"
                          + next
                          + "','previousId':'v"
                          + next
                          + "','groupId':'acme','name':'n','context':{'groupId':'acme'}}"),
                  key.secret()));
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
    }
    running.arrivals.load();
    assertThat(
            running.arrivals.failed().list(FailedFilter.open()).stream()
                .map(FailedEvent::messageId)
                .filter(id -> id.startsWith(call)))
        .isEmpty();
  }

  @Test
  void theKeyIsFoundWhereverClientsPutIt() {
    String k = key.secret();
    String inBody = "{'batch':[" + track("key-body") + "],'writeKey':'" + k + "'}";
    String inItem =
        "{'batch':["
            + track("key-item").replace("{'type'", "{'writeKey':'" + k + "','type'")
            + "]}";
    String plain = "{'batch':[%s]}";
    List<HttpRequest.Builder> requests =
        List.of(
            post("/v1/batch", inBody),
            post("/v1/batch", inItem),
            post("/v1/batch", inBody.replace("key-body", "key-oauth"))
                .header("Authorization", "Bearer some.oauth.token"),
            post("/v1/batch", plain.formatted(track("key-bearer")))
                .header("Authorization", "Bearer " + k),
            post("/v1/batch", plain.formatted(track("key-nocolon")))
                .header("Authorization", "Basic " + base64(k)),
            post("/v1/batch?writeKey=" + k, plain.formatted(track("key-query"))),
            post(
                "/batch/",
                "{'api_key':'"
                    + k
                    + "','batch':[{'event':'x','distinct_id':'u',"
                    + "'uuid':'key-posthog','properties':{'$groups':{'company':'acme'}}}]}"));
    requests.forEach(request -> assertThat(send(request).statusCode()).isEqualTo(200));
    assertThat(stored())
        .contains(
            "key-body",
            "key-item",
            "key-oauth",
            "key-bearer",
            "key-nocolon",
            "key-query",
            "key-posthog");
  }

  @Test
  void withoutAKeyThatWorksNothingIsTaken() {
    Source source = running.workspace.sources().add("old", RunningServer.TEST);
    NewKey ended = running.workspace.sources().newKey(source.id(), RunningServer.TEST);
    running.workspace.sources().revoke(ended.key().id(), RunningServer.TEST);
    String body = "{'batch':[" + track("no-key") + "]}";
    assertThat(send(post("/v1/batch", body)).statusCode()).isEqualTo(401);
    assertThat(send(withKey(post("/v1/batch", body), "hfw_wrong")).statusCode()).isEqualTo(401);
    HttpResponse<String> revoked = send(withKey(post("/v1/batch", body), ended.secret()));
    assertThat(revoked.statusCode()).isEqualTo(401);
    assertThat(revoked.body())
        .contains("No source has this write key")
        .doesNotContain(ended.secret());
    assertThat(send(post("/api/v1/facts", "{'facts':[]}")).statusCode()).isEqualTo(401);
    assertThat(stored()).doesNotContain("no-key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=UTF-8",
        "text/plain",
        "application/x-www-form-urlencoded",
        "nonsense"
      })
  void jsonIsReadWhateverItIsCalled(String type) throws IOException {
    String id = "type-" + next++;
    byte[] body =
        ("{'batch':[" + track(id) + "]}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    assertThat(
            send(withKey(post("/v1/batch", gzip(body)), key.secret())
                    .header("Content-Type", type)
                    .header("Content-Encoding", "gzip"))
                .statusCode())
        .isEqualTo(200);
    assertThat(stored()).contains(id);
  }

  @Test
  void aBodyThatIsTooLargePackedOrNotIsRefused() throws IOException {
    String large = "{\"batch\":[\"" + "x".repeat(RunningServer.BODY_BYTES) + "\"]}";
    HttpResponse<String> plain = send(withKey(post("/v1/batch", large), key.secret()));
    assertThat(plain.statusCode()).isEqualTo(413);
    assertThat(plain.body()).contains("send smaller batches");
    byte[] bomb = gzip(new byte[200 << 20]);
    assertThat(bomb.length).as("packed").isLessThan(RunningServer.BODY_BYTES);
    assertThat(send(withKey(post("/v1/batch", bomb), key.secret())).statusCode()).isEqualTo(413);
    HttpRequest.Builder chunked =
        HttpRequest.newBuilder(running.at("/v1/batch"))
            .POST(
                BodyPublishers.ofInputStream(() ->
                    new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))));
    assertThat(send(withKey(chunked, key.secret())).statusCode()).isEqualTo(413);
  }

  @Test
  void whatIsNoJsonIsToldAndKept() {
    long before = running.arrivals.failed().list(FailedFilter.open()).size();
    HttpResponse<String> answer =
        send(withKey(post("/v1/batch", "{'batch':[{'type':"), key.secret()));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("The body is not JSON", "line 1");
    assertThat(send(withKey(post("/v1/batch", "{'items':[]}"), key.secret())).body())
        .contains("no list 'batch'");
    assertThat(send(withKey(post("/v1/batch", "[".repeat(100_000)), key.secret())).statusCode())
        .isEqualTo(400);
    running.arrivals.load();
    assertThat(running.arrivals.failed().list(FailedFilter.open())).hasSize((int) before + 3);
    assertThat(send(post("/v1/batch", "{'writeKey':'nobody','batch':[{")).statusCode())
        .as("nobody's, so not kept")
        .isEqualTo(400);
  }

  @Test
  void aBadMessageIsNoReasonToRefuseTheBatch() {
    HttpResponse<String> answer =
        send(
            withKey(post("/v1/batch", "{'batch':[17," + track("beside-bad") + "]}"), key.secret()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(stored()).contains("beside-bad");
  }

  @Test
  void browsersMaySendFromAnySite() {
    HttpResponse<String> preflight =
        send(
            HttpRequest.newBuilder(running.at("/v1/t"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://shop.example")
                .header("Access-Control-Request-Headers", "authorization,x-retry-count"));
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://shop.example");
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
        .contains("authorization", "content-type", "x-retry-count");
    assertThat(preflight.headers().firstValue("Access-Control-Max-Age")).contains("900");
    HttpResponse<String> answer =
        send(
            withKey(post("/v1/t", track("cors")), key.secret())
                .header("Origin", "https://shop.example"));
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://shop.example");
    assertThat(
            send(HttpRequest.newBuilder(running.at("/api/v1/facts"))
                    .method("OPTIONS", BodyPublishers.noBody())
                    .header("Origin", "https://shop.example"))
                .headers()
                .firstValue("Access-Control-Allow-Origin"))
        .as("programs of ours are no pages")
        .isEmpty();
  }

  @Test
  void settingsSendAClientHereAndNowhereElse() {
    HttpResponse<String> settings =
        send(
            HttpRequest.newBuilder(running.at("/v1/projects/" + key.secret() + "/settings")).GET());
    assertThat(settings.statusCode()).isEqualTo(200);
    assertThat(settings.body())
        .contains(
            "\"apiHost\": \"127.0.0.1:" + running.server.port() + "/v1\"", "\"sampleRate\": 0")
        .doesNotContain("segment.io", "segment.com");
    assertThat(
            send(HttpRequest.newBuilder(running.at("/v1/projects/nobody/settings")).GET()).body())
        .as("else the client would report to its maker")
        .contains("127.0.0.1", "\"sampleRate\": 0");
    HttpResponse<String> script =
        send(HttpRequest.newBuilder(running.at("/analytics.js/v1/k/analytics.min.js")).GET());
    assertThat(script.statusCode()).isEqualTo(200);
    assertThat(script.body()).hasSizeGreaterThan(100_000);
    assertThat(script.headers().firstValue("Cross-Origin-Resource-Policy")).isEmpty();
    assertThat(
            send(HttpRequest.newBuilder(running.at("/analytics-next/bundles/settings.json")).GET())
                .statusCode())
        .isEqualTo(404);
    assertThat(send(post("/v1/m", "{'series':[]}")).statusCode()).isEqualTo(200);
  }

  @Test
  void aNamedRequestOfOurOwnApiIsDoneOnce() {
    String body =
        "{'facts':[{'fact':'milestone','account_id':'acme','milestone':'live'},"
            + "{'fact':'milestone','account_id':'beta','milestone':'live'}]}";
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> answer =
          send(
              withKey(post("/api/v1/facts", body), key.secret())
                  .header("Idempotency-Key", "import-7"));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"success\":true,\"facts\":2}");
      assertThat(answer.headers().firstValue("Idempotent-Replayed").isPresent()).isEqualTo(i > 0);
    }
    assertThat(
            send(withKey(post("/api/v1/facts", body.replace("beta", "gamma")), key.secret())
                    .header("Idempotency-Key", "import-7"))
                .statusCode())
        .isEqualTo(422);
    running.arrivals.load();
    List<String> ids =
        running
            .log
            .warehouse()
            .read(sql ->
                sql.select(CommonColumns.FACT_ID)
                    .from(FactType.MILESTONE.table())
                    .fetch(CommonColumns.FACT_ID));
    assertThat(ids).containsExactlyInAnyOrder("import-7.0", "import-7.1");
  }

  @Test
  void addressesThatAreNoneAndMethodsThatAreNoneSaySo() {
    assertThat(send(post("/v1/nothing", "{}")).statusCode()).isEqualTo(404);
    assertThat(send(HttpRequest.newBuilder(running.at("/v1/batch")).GET()).statusCode())
        .isEqualTo(405);
  }

  @Test
  void clientsThatTrickleDoNotKeepOthersOut() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.server.port());
        slow.add(socket);
        socket
            .getOutputStream()
            .write(
                ("POST /v1/batch HTTP/1.1\r\nHost: x\r\nAuthorization: Basic "
                        + base64(key.secret() + ":")
                        + "\r\nContent-Length: 1000\r\n\r\n{\"batch\":")
                    .getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(
              send(withKey(
                      post("/v1/batch", "{'batch':[" + track("not-slow") + "]}"), key.secret()))
                  .statusCode())
          .isEqualTo(200);
      assertThat(send(HttpRequest.newBuilder(running.at("/sign-in")).GET()).statusCode())
          .isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void moreThanFitsInMemoryIsToldToComeAgain() throws IOException {
    List<Socket> large = new ArrayList<>();
    try {
      int answer = 200;
      for (int i = 0; i < 40 && answer == 200; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.server.port());
        large.add(socket);
        socket
            .getOutputStream()
            .write(
                ("POST /v1/batch HTTP/1.1\r\nHost: x\r\nAuthorization: Basic "
                        + base64(key.secret() + ":")
                        + "\r\nContent-Length: 400000\r\n\r\n{")
                    .getBytes(StandardCharsets.US_ASCII));
        HttpResponse<String> other =
            send(withKey(post("/v1/batch", "{'batch':[]}" + " ".repeat(300_000)), key.secret()));
        answer = other.statusCode();
        if (answer == 429) {
          assertThat(other.headers().firstValue("Retry-After")).contains("1");
        }
      }
      assertThat(answer).isEqualTo(429);
    } finally {
      for (Socket socket : large) {
        socket.close();
      }
    }
    int answer = 0;
    while (answer != 200) { // the server learns that they have gone
      answer = send(withKey(post("/v1/batch", "{'batch':[]}"), key.secret())).statusCode();
    }
  }
}
