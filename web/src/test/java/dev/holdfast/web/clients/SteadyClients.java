package dev.holdfast.web.clients;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Clients that send round after round to a server that is killed in each, and what they say was
 * delivered.
 *
 * <p>A page that is opened while there is no server gets no analytics.js and sends nothing, as with
 * any host of it: so a round begins once its page has begun to send.
 */
final class SteadyClients implements AutoCloseable {

  /** Sent in every round. */
  private static final List<String> QUICK =
      List.of("analytics-node", "rudder-sdk-node", "posthog-node");

  private static final int TRACKS = 297;

  /** One of them is sent with in the last round and some before: a browser takes long to start. */
  private static final List<String> PAGES = List.of("analytics.js", "analytics.js in batches");

  private static final int PAGE_EVERY = 2;

  /** Sent in the last round and some before: they wait 15 seconds and more before a second try. */
  private static final List<String> PATIENT = List.of("analytics-java", "rudder-sdk-java");

  private static final int PATIENT_EVERY = 12;
  private static final int PATIENT_TRACKS = 997;

  /** A round may overlap with so many before it, so that no client meets more kills than that. */
  private static final int OVERLAP = 2;

  /** A kill comes at most so many requests after the start of a round. */
  private static final int MOST_REQUESTS = 30;

  /** For the first request of a round. */
  private static final Duration BEGINNING = Duration.ofMinutes(3);

  /** Long: a client waits twice as long after each try, and a slow machine is away for longer. */
  private static final Duration LIMIT = Duration.ofMinutes(20);

  private record Sending(String name, Future<List<String>> ids) {}

  private final Map<String, String> keys;
  private final Random random;
  private final FaultProxy proxy;
  private final FaultProxy pageProxy;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<List<Sending>> rounds = new ArrayList<>();
  private final List<Sending> patient = new ArrayList<>();
  private List<Sending> pages = List.of();
  private final Map<String, List<String>> delivered = new LinkedHashMap<>();
  private int sent;

  /**
   * Nobody sends yet.
   *
   * @param keys the write key of each client, by its name
   */
  SteadyClients(int port, Map<String, String> keys, Random random) {
    this.keys = Map.copyOf(keys);
    this.random = random;
    this.proxy = new FaultProxy(port);
    this.pageProxy = new FaultProxy(port);
  }

  /**
   * Lets a round send; returns in the midst of it, while the server has a request, and when the
   * answer to an earlier one got lost.
   *
   * @param left how many rounds are left, this one among them
   */
  void begin(int round, int left) throws ExecutionException, InterruptedException {
    if (round >= OVERLAP) {
      settle(rounds.get(round - OVERLAP));
    }
    if (left % PAGE_EVERY == 1) {
      settle(pages);
      int begun = pageProxy.counts().requests();
      pages = start(PAGES.get(left / PAGE_EVERY % PAGES.size()), TRACKS, round, pageProxy);
      must(pageProxy.await(counts -> counts.requests() > begun, BEGINNING), round);
    }
    // Else it would depend on luck whether something is safe that its sender has to send again.
    proxy.script(Fault.forwardThenReset());
    int requests = proxy.counts().requests() + 1 + random.nextInt(MOST_REQUESTS);
    List<Sending> quick = new ArrayList<>();
    QUICK.forEach(name -> quick.addAll(start(name, TRACKS, round, proxy)));
    rounds.add(quick);
    if (left % PATIENT_EVERY == 1) {
      PATIENT.forEach(name -> patient.addAll(start(name, PATIENT_TRACKS, round, proxy)));
    }
    must(
        proxy.await(counts -> counts.requests() >= requests && proxy.atServer() > 0, BEGINNING),
        round);
  }

  private static void must(boolean sending, int round) {
    if (!sending) {
      throw new IllegalStateException("nobody sends in round " + round);
    }
  }

  private List<Sending> start(String name, int tracks, int round, FaultProxy through) {
    Client client = Client.named(name, LIMIT);
    String key = keys.getOrDefault(name, "");
    String prefix = Client.word(name) + "-" + round;
    sent += Client.OPENING + tracks;
    return List.of(
        new Sending(name, threads.submit(() -> client.send(through.uri(), key, tracks, prefix))));
  }

  /** Waits until all say that all was delivered. */
  void settle() throws ExecutionException, InterruptedException {
    for (List<Sending> round :
        rounds.subList(Math.max(0, rounds.size() - OVERLAP), rounds.size())) {
      settle(round);
    }
    settle(pages);
    settle(patient);
  }

  private void settle(List<Sending> sending) throws ExecutionException, InterruptedException {
    for (Sending one : sending) {
      delivered.computeIfAbsent(one.name, name -> new ArrayList<>()).addAll(one.ids.get());
    }
  }

  /** How many requests the server had when it was killed. */
  int cutOff() {
    return proxy.cutOff() + pageProxy.cutOff();
  }

  /** How many messages the clients were given. */
  int sent() {
    return sent;
  }

  /** The ids of those that were delivered, as the clients say, by the client's name. */
  Map<String, List<String>> delivered() {
    return delivered;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    proxy.close();
    pageProxy.close();
  }
}
