package dev.holdfast.web.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.web.clients.RecordingServer.Received;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each client puts on the wire, to a server that takes everything. */
class ClientTests {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int TRACKS = 47;

  private final RecordingServer server = new RecordingServer();
  private final FaultProxy proxy = new FaultProxy(server.port());

  @AfterEach
  void stop() {
    proxy.close();
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "analytics-java, /v1/import/, , ",
    "rudder-sdk-java, /v1/batch, Basic d2s6, gzip",
    "analytics-node, /v1/batch, Basic d2s6, ",
    "rudder-sdk-node, /v1/batch, Basic d2s6, gzip",
    "posthog-node, /batch/, , gzip",
    "analytics.js, /v1/t, Basic d2s6, ",
    "analytics.js in batches, /v1/b, Basic d2s6, "
  })
  void sendsAllThatItSaysItSent(
      String name, String path, @Nullable String authorization, @Nullable String packing) {
    List<String> ids = Client.named(name, LIMIT).send(proxy.uri(), "wk", TRACKS, "p");
    assertThat(ids).hasSize(TRACKS + Client.OPENING).doesNotHaveDuplicates();
    assertThat(server.ids()).containsExactlyInAnyOrderElementsOf(ids);
    Received track =
        server.received().stream()
            .filter(each -> each.body().contains("Report Exported"))
            .findFirst()
            .orElseThrow();
    assertThat(track.path()).isEqualTo(path);
    assertThat(track.headers().getFirst("Authorization")).isEqualTo(authorization);
    assertThat(track.headers().getFirst("Content-Encoding")).isEqualTo(packing);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "analytics-java",
        "rudder-sdk-java",
        "analytics-node",
        "rudder-sdk-node",
        "posthog-node"
      })
  void complainsOfAMessageThatWasGivenUp(String name) {
    Client client = Client.named(name, LIMIT);
    proxy.script(Fault.answer(400));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> client.send(proxy.uri(), "wk", TRACKS, "p"))
        .withMessageContaining("given up");
  }
}
