package dev.holdfast.web.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each fault, seen from both of its sides. */
@Timeout(30)
class FaultProxyTests {

  private static final String POST =
      "POST /v1/batch HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody";
  private static final String GET = "GET /settings HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final Duration HOUR = Duration.ofHours(1);

  private final RecordingServer server = new RecordingServer();
  private final FaultProxy proxy = new FaultProxy(server.port());
  private Socket client;
  private InputStream in;

  @BeforeEach
  void connect() throws IOException {
    client = new Socket(InetAddress.getLoopbackAddress(), proxy.uri().getPort());
    in = new BufferedInputStream(client.getInputStream());
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    proxy.close();
    server.close();
  }

  @Test
  void forwardsARequestAndItsAnswerAndKeepsTheConnection() throws IOException {
    assertThat(ask(POST)).isEqualTo("HTTP/1.1 200 OK");
    assertThat(ask(POST)).isEqualTo("HTTP/1.1 200 OK");
    assertThat(bodies()).containsExactly("body", "body");
    assertThat(proxy.counts()).isEqualTo(new FaultProxy.Counts(2, 2, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void forwardsABodyInChunks() throws IOException {
    String head = "POST /v1/batch HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertThat(ask(head + "3\r\nbod\r\nA;note=x\r\n0123456789\r\n0\r\n\r\n"))
        .isEqualTo("HTTP/1.1 200 OK");
    assertThat(ask(POST)).as("on the same connection").isEqualTo("HTTP/1.1 200 OK");
    assertThat(bodies()).containsExactly("bod0123456789", "body");
  }

  @Test
  void givesLeaveToSendABody() throws IOException {
    write(
        "POST /v1/batch HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
    assertThat(readLines()).containsExactly("HTTP/1.1 100 Continue");
    assertThat(ask("body")).isEqualTo("HTTP/1.1 200 OK");
    assertThat(bodies()).containsExactly("body");
  }

  @Test
  void answersInPlaceOfTheServer() throws IOException {
    proxy.script(Fault.answer(429, "Retry-After", "2"));
    write(POST);
    assertThat(readLines())
        .containsExactly("HTTP/1.1 429 Scripted", "Retry-After: 2", "Content-Length: 0");
    assertThat(server.received()).isEmpty();
    assertThat(ask(POST)).as("on the same connection").isEqualTo("HTTP/1.1 200 OK");
    assertThat(proxy.counts()).isEqualTo(new FaultProxy.Counts(2, 1, 1, 0, 0, 0, 0, 0));
  }

  @Test
  void resetsBeforeTheServerHasTheRequest() throws IOException {
    proxy.script(Fault.reset());
    write(POST);
    seeReset();
    assertThat(server.received()).isEmpty();
    assertThat(proxy.counts()).isEqualTo(new FaultProxy.Counts(1, 0, 0, 1, 0, 0, 0, 0));
  }

  @Test
  void resetsAfterTheServerHasTheRequest() throws IOException {
    proxy.script(Fault.forwardThenReset());
    write(POST);
    seeReset();
    assertThat(bodies()).containsExactly("body");
    assertThat(proxy.counts()).isEqualTo(new FaultProxy.Counts(1, 0, 0, 0, 1, 0, 0, 0));
  }

  @Test
  void holdsAnAnswerBack() throws IOException {
    proxy.script(Fault.stall(Duration.ofMillis(300)));
    long start = System.nanoTime();
    assertThat(ask(POST)).isEqualTo("HTTP/1.1 200 OK");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
    assertThat(proxy.counts()).isEqualTo(new FaultProxy.Counts(1, 0, 0, 0, 0, 1, 0, 0));
  }

  @Test
  void closingEndsAStall() throws IOException, InterruptedException {
    proxy.script(Fault.stall(HOUR));
    write(POST);
    assertThat(proxy.await(counts -> counts.requests() == 1, HOUR)).isTrue();
    proxy.close();
    assertThatExceptionOfType(IOException.class).isThrownBy(this::answered);
  }

  @Test
  void resetsWhileTheServerIsDownAndFindsItElsewhere() throws IOException {
    server.close();
    write(POST);
    seeReset();
    assertThat(proxy.counts().serverMissing()).isOne();
    try (RecordingServer next = new RecordingServer()) {
      proxy.server(next.port());
      connect();
      assertThat(ask(POST)).isEqualTo("HTTP/1.1 200 OK");
      assertThat(next.received()).hasSize(1);
    }
  }

  @Test
  void countsWhatTheServerHadWhenItEnded() throws IOException, InterruptedException {
    try (ServerSocket dying = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      proxy.server(dying.getLocalPort());
      write(POST);
      try (Socket taken = dying.accept()) {
        assertThat(taken.getInputStream().read()).isEqualTo('P');
        assertThat(proxy.await(counts -> proxy.atServer() == 1, HOUR)).isTrue();
      }
      seeReset();
    }
    assertThat(proxy.cutOff()).isOne();
    assertThat(proxy.atServer()).isZero();
    assertThat(proxy.counts().serverMissing()).isOne();
  }

  @Test
  void takesFaultsInOrderAndForwardsWhenNoneIsLeft() throws IOException {
    proxy.script(Fault.answer(503), Fault.pass(), Fault.answer(500));
    assertThat(ask(POST)).startsWith("HTTP/1.1 503");
    assertThat(ask(POST)).startsWith("HTTP/1.1 200");
    assertThat(proxy.scriptLeft()).isOne();
    assertThat(ask(POST)).startsWith("HTTP/1.1 500");
    assertThat(ask(POST)).startsWith("HTTP/1.1 200");
    assertThat(proxy.scriptLeft()).isZero();
  }

  @Test
  void leavesOtherMethodsAlone() throws IOException {
    proxy.script(Fault.reset());
    assertThat(ask(GET)).isEqualTo("HTTP/1.1 200 OK");
    assertThat(proxy.scriptLeft()).isOne();
    assertThat(proxy.counts().requests()).isZero();
  }

  @Test
  void noticesAClientThatHangsUp() throws IOException, InterruptedException {
    proxy.script(Fault.stall(Duration.ofMillis(200)));
    write(POST);
    assertThat(proxy.await(counts -> counts.requests() == 1, HOUR)).isTrue();
    client.setSoLinger(true, 0);
    client.close();
    assertThat(proxy.await(counts -> counts.clientGone() == 1, HOUR)).isTrue();
    connect();
    assertThat(ask(POST)).as("others are served").isEqualTo("HTTP/1.1 200 OK");
  }

  private void write(String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private List<String> bodies() {
    return server.received().stream().map(RecordingServer.Received::body).toList();
  }

  /** Sends and reads a whole answer; returns its first line. */
  private String ask(String text) throws IOException {
    write(text);
    return answered();
  }

  private String answered() throws IOException {
    return WireMessage.answer(in, "POST").head().getFirst();
  }

  private List<String> readLines() throws IOException {
    StringBuilder lines = new StringBuilder();
    while (lines.indexOf("\r\n\r\n") < 0) {
      lines.append((char) in.read());
    }
    return Stream.of(lines.toString().strip().split("\r\n")).toList();
  }

  /** A reset, not an end: reading fails rather than ends. */
  private void seeReset() {
    assertThatExceptionOfType(SocketException.class)
        .isThrownBy(() -> in.read())
        .withMessageContaining("reset");
  }
}
