package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.stream.FailedFilter;
import dev.holdfast.stream.SourceTraffic;
import dev.holdfast.workspace.NewKey;
import dev.holdfast.workspace.Source;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spoiled bodies, by the thousand: each gets a clear answer and each that is answered with success
 * ends as facts, as a failed message or as a duplicate. More of them: {@code
 * -Dholdfast.fuzz.bodies=1000000}, and another seed with {@code -Dholdfast.fuzz.seed}.
 */
class FuzzTests {

  private static final int BODIES = Integer.getInteger("holdfast.fuzz.bodies", 4_000);
  private static final long SEED = Long.getLong("holdfast.fuzz.seed", 20_260_318L);
  private static final int SENDERS = 8;

  private static final List<String> PATHS =
      List.of(
          "/v1/batch",
          "/v1/import",
          "/v1/track",
          "/v1/identify",
          "/v1/page",
          "/v1/screen",
          "/v1/group",
          "/v1/alias",
          "/batch/",
          "/api/v1/facts");

  private static final Set<Integer> CLEAR = Set.of(200, 400, 401, 413);

  @TempDir static Path folder;

  private final Map<Integer, AtomicLong> answers = new TreeMap<>();
  private final Queue<String> unclear = new ConcurrentLinkedQueue<>();

  @Test
  void spoiledBodiesGetAnAnswerAndNothingThatWasTakenIsLost() throws InterruptedException {
    CLEAR.forEach(status -> answers.put(status, new AtomicLong()));
    try (RunningServer running = new RunningServer(folder)) {
      Source source = running.workspace.sources().add("fuzz", RunningServer.TEST);
      NewKey key = running.workspace.sources().newKey(source.id(), RunningServer.TEST);
      AtomicBoolean sending = new AtomicBoolean(true);
      Thread loading =
          Thread.ofPlatform()
              .start(() -> {
                while (sending.get()) {
                  LockSupport.parkNanos(20_000_000);
                  running.arrivals.load();
                }
              });
      List<Thread> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        int sender = i;
        senders.add(Thread.ofPlatform().start(() -> send(running, key.secret(), sender)));
      }
      for (Thread sender : senders) {
        sender.join();
      }
      sending.set(false);
      loading.join();
      running.arrivals.load();

      assertThat(unclear).isEmpty();
      assertThat(running.arrivals.isWaiting()).isFalse();
      SourceTraffic.Day day =
          running.arrivals.traffic().stream()
              .filter(each -> each.source().equals("fuzz"))
              .findFirst()
              .orElseThrow()
              .day();
      System.out.println(BODIES + " bodies, answers " + answers + ", " + day);
      assertThat(day.requests())
          .as("those told of their success are stored, and those told they cannot be read")
          .isBetween(count(200), count(200) + count(400));
      assertThat(rows(running, "failed_event where code not in ('not_storable', 'damaged')"))
          .isEqualTo(day.failed())
          .isPositive();
      assertThat(rows(running, "stream_duplicate")).isEqualTo(day.duplicates()).isPositive();
      assertThat(rows(running, "fact_usage_event")).isPositive().isLessThanOrEqualTo(day.taken());
      assertThat(day.taken() + day.failed() + day.duplicates()).isEqualTo(day.messages());
      assertThat(rows(running, "fact_usage_event where not json_valid(properties)")).isZero();
      assertThat(rows(running, "fact_account where not json_valid(attributes)")).isZero();
      assertThat(rows(running, "fact_person where not json_valid(attributes)")).isZero();
      everyRecordCanBeRead(running);
    }
  }

  private void send(RunningServer running, String secret, int sender) {
    Random random = new Random(SEED + sender);
    Mutations mutations = new Mutations(random);
    String authorization =
        "Basic "
            + Base64.getEncoder().encodeToString((secret + ":").getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < BODIES / SENDERS; i++) {
      byte[] body = mutations.body(random.nextInt(20) == 0 ? "again" : sender + "-" + i);
      String path = PATHS.get(random.nextInt(PATHS.size()));
      HttpRequest.Builder request =
          HttpRequest.newBuilder(running.at(path))
              .header("Content-Type", random.nextBoolean() ? "application/json" : "text/plain")
              .header("Authorization", authorization);
      if (random.nextInt(10) == 0) {
        request.header("Content-Encoding", "gzip");
        body = random.nextInt(4) == 0 ? body : Mutations.gzip(body);
      }
      HttpResponse<String> answer = running.send(request.POST(BodyPublishers.ofByteArray(body)));
      note(answer, path, body);
    }
  }

  private void note(HttpResponse<String> answer, String path, byte[] body) {
    AtomicLong count = answers.get(answer.statusCode());
    if (count == null) {
      unclear.add(
          answer.statusCode()
              + " for "
              + path
              + " "
              + Base64.getEncoder().encodeToString(body)
              + ": "
              + answer.body());
      return;
    }
    count.incrementAndGet();
  }

  private long count(int status) {
    return answers.getOrDefault(status, new AtomicLong()).get();
  }

  private static long rows(RunningServer running, String from) {
    return running
        .log
        .warehouse()
        .read(sql -> sql.fetchSingle("select count(*) from " + from).into(Long.class));
  }

  private static void everyRecordCanBeRead(RunningServer running) {
    long after = 0;
    while (true) {
      var page = running.arrivals.failed().list(FailedFilter.open().page(after, 2_000));
      if (page.isEmpty()) {
        return;
      }
      page.forEach(event -> assertThat(event.says()).as("message %d", event.id()).isNotBlank());
      after = page.getLast().id();
    }
  }
}
