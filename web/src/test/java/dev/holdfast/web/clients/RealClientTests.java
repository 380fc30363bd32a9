package dev.holdfast.web.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Every message of every client is stored once, also where the network fails in each way it can.
 *
 * <p>A client sends a page before its account is known, and some of them an identify: these wait,
 * and are taken in by themselves. So none may wait in the end.
 *
 * <p>What a client is known to give up on is not asked of it: each drops a batch that is answered
 * with 400 or 401 ({@link ClientTests}), and with 413 where it does not halve it as posthog-node
 * does; rudder-sdk-node, posthog-node and the two for Java also drop one that is refused more often
 * than they are told to send again, three times unless {@code retryCount}, {@code fetchRetryCount}
 * or {@code retries} says more, as it does here. Kills are in {@link KillTests}.
 */
class RealClientTests {

  private static final Duration LIMIT = Duration.ofSeconds(100);
  private static final int TRACKS = 47;

  /**
   * Longer than analytics-node and posthog-node wait for an answer; the others get it that late.
   */
  private static final Duration STALL = Duration.ofSeconds(11);

  @SuppressWarnings("unused") // read by JUnit
  static final List<String> NAMES = Client.NAMES;

  @TempDir static Path folder;
  private static LiveServer server;

  @BeforeAll
  static void start() {
    server = new LiveServer(folder, 0);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("NAMES")
  void storesEachMessageOnce(String name) {
    String source = source("calm", name);
    String key = LiveServer.newKey(server.holdfast(), source);
    List<String> sent = Client.named(name, LIMIT).send(server.uri(), key, TRACKS, source);
    Stored stored = Stored.of(server.holdfast(), source);
    isEachOnce(sent, stored, name);
    assertThat(stored.day().duplicates()).isZero();
  }

  @Test
  void storesEachMessageOnceWhereTheNetworkFails() throws Exception {
    List<Client> clients = new ArrayList<>();
    Client.NAMES.forEach(name -> clients.add(Client.named(name, LIMIT)));
    List<Future<?>> running = new ArrayList<>();
    // They mostly wait, so they do it side by side.
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (int i = 0; i < clients.size(); i++) {
        String name = Client.NAMES.get(i);
        Client client = clients.get(i);
        running.add(threads.submit(() -> sendThroughFaults(client, name)));
      }
    }
    for (Future<?> one : running) {
      one.get();
    }
  }

  private static void sendThroughFaults(Client client, String name) {
    String source = source("faults", name);
    String key = LiveServer.newKey(server.holdfast(), source);
    try (FaultProxy proxy = new FaultProxy(server.port())) {
      proxy.script(
          Fault.answer(503),
          Fault.answer(429, "Retry-After", "1"),
          Fault.reset(),
          Fault.forwardThenReset(),
          Fault.stall(STALL));
      List<String> sent = client.send(proxy.uri(), key, TRACKS, source);
      assertThat(proxy.scriptLeft()).as("faults that %s did not meet", name).isZero();
      Stored stored = Stored.of(server.holdfast(), source);
      isEachOnce(sent, stored, name);
      assertThat(stored.day().duplicates())
          .as("messages that %s sent again after the server had them", name)
          .isPositive();
    }
  }

  private static String source(String kind, String client) {
    return kind + "-" + Client.word(client);
  }

  private static void isEachOnce(List<String> sent, Stored stored, String name) {
    assertThat(sent).as(name).hasSize(Client.OPENING + TRACKS).doesNotHaveDuplicates();
    assertThat(stored.failed()).as("messages of %s that wait", name).isEmpty();
    assertThat(stored.lost(sent)).as("lost of %s", name).isEmpty();
    assertThat(stored.doubled()).as("doubled of %s", name).isEmpty();
    assertThat(sent).as("no other events of %s", name).containsAll(stored.usage());
    assertThat(stored.day().messages() - stored.day().duplicates())
        .as("messages of %s that were new", name)
        .isEqualTo(sent.size());
  }
}
