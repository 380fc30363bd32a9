package dev.holdfast.web.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.Holdfast;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the server while clients send, again and again, and counts what was lost or doubled. The
 * clients are as released and send anew by themselves; what one of them says was delivered must be
 * stored, once.
 *
 * <p>{@code -Dholdfast.kill.rounds=200} kills more often than usual.
 */
class KillTests {

  private static final int ROUNDS = Integer.getInteger("holdfast.kill.rounds", 3);

  /**
   * A kill comes at most so long after a moment at which the server has a request: while that is
   * made safe in most rounds, while others are stored in the rest.
   */
  private static final int[] MOST_MICROSECONDS = {1_500, 1_500, 50_000};

  @TempDir Path folder;

  private final Random random = new Random();

  @Test
  void killingTheServerWhileClientsSendLosesAndDoublesNothing() throws Exception {
    Path data = folder.resolve("data");
    Map<String, String> keys = new LinkedHashMap<>();
    try (Holdfast holdfast = LiveServer.open(data)) {
      Client.NAMES.forEach(name -> keys.put(name, LiveServer.newKey(holdfast, Client.word(name))));
    }
    int port = ServerProcess.freePort(random);
    try (SteadyClients clients = new SteadyClients(port, keys, random)) {
      int hits = killAgainAndAgain(data, port, clients);
      count(data, clients, hits);
      assertThat(hits).as("kills with requests on the way").isGreaterThan(ROUNDS / 4);
    }
  }

  /** Kills in every round; how many kills left requests without an answer. */
  private int killAgainAndAgain(Path data, int port, SteadyClients clients)
      throws ExecutionException, InterruptedException {
    Path log = folder.resolve("server.log");
    int hits = 0;
    ServerProcess server = ServerProcess.start(data, port, log);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        clients.begin(round, ROUNDS - round);
        int most = MOST_MICROSECONDS[round % MOST_MICROSECONDS.length];
        LockSupport.parkNanos(1_000L * random.nextInt(most));
        int before = clients.cutOff();
        server.kill();
        server = ServerProcess.start(data, port, log);
        hits += clients.cutOff() > before ? 1 : 0;
      }
      clients.settle();
      server.kill();
    } finally {
      server.close();
    }
    return hits;
  }

  private static void count(Path data, SteadyClients clients, int hits) {
    List<String> acknowledged = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    List<String> doubled = new ArrayList<>();
    List<String> waiting = new ArrayList<>();
    long fresh = 0;
    long again = 0;
    try (Holdfast holdfast = LiveServer.open(data)) {
      for (Map.Entry<String, List<String>> client : clients.delivered().entrySet()) {
        Stored stored = Stored.of(holdfast, Client.word(client.getKey()));
        acknowledged.addAll(client.getValue());
        lost.addAll(stored.lost(client.getValue()));
        doubled.addAll(stored.doubled());
        waiting.addAll(stored.failed());
        fresh += stored.day().messages() - stored.day().duplicates();
        again += stored.day().duplicates();
      }
    }
    System.out.printf(
        "rounds %d, with requests on the way %d; messages sent %d, acknowledged %d, lost %d,"
            + " doubled %d, sent again and left out %d%n",
        ROUNDS, hits, clients.sent(), acknowledged.size(), lost.size(), doubled.size(), again);
    assertThat(acknowledged).as("delivered").hasSize(clients.sent()).doesNotHaveDuplicates();
    assertThat(lost).as("lost").isEmpty();
    assertThat(doubled).as("doubled").isEmpty();
    assertThat(waiting).as("waiting").isEmpty();
    assertThat(fresh).as("messages that were new").isEqualTo(clients.sent());
    assertThat(again).as("messages that were safe and sent again").isPositive();
  }
}
