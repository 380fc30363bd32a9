package dev.holdfast.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.stream.MessageTrace.Stage;
import dev.holdfast.stream.MessageTrace.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rates, lag, and one message through every stage. */
class TrafficTests extends StreamTest {

  private Instant after(int seconds) {
    Instant then = StreamFixture.NOW.plusSeconds(seconds);
    stream.clock.set(then);
    return then;
  }

  @Test
  void rateAndLagAreToldBySource() {
    stream.send(Wire.BATCH, "{'batch':[" + track("a") + "," + track("b") + ",7]}");
    after(4);
    stream.arrivals.load();
    Instant upTo = after(5);
    stream.arrivals.refreshed(upTo, after(9));
    stream.load(track("a"), track("c"));
    stream
        .arrivals
        .accept(
            new Arrival(
                "app",
                Wire.TRACK,
                stream.clock.instant(),
                2,
                "",
                true,
                "{}".getBytes(StandardCharsets.UTF_8)))
        .join();
    stream.arrivals.load();

    List<SourceTraffic> traffic = stream.arrivals.traffic();
    assertThat(traffic).extracting(SourceTraffic::source).containsExactly("app", "web");
    SourceTraffic web = traffic.get(1);
    assertThat(web.day()).isEqualTo(new SourceTraffic.Day(2, 0, 5, 3, 1, 1));
    assertThat(web.perMinute()).hasSize(60);
    assertThat(web.perMinute().getLast()).isEqualTo(5);
    assertThat(web.stored())
        .contains(new SourceTraffic.Lag(Duration.ofSeconds(4), Duration.ofSeconds(4), 5));
    assertThat(web.inHealth())
        .as("the second load is in no refresh yet")
        .contains(new SourceTraffic.Lag(Duration.ofSeconds(9), Duration.ofSeconds(9), 3));
    assertThat(traffic.getFirst().day()).isEqualTo(new SourceTraffic.Day(1, 1, 1, 0, 1, 0));
    assertThat(web.lastReceived()).isEqualTo(StreamFixture.NOW.plusSeconds(9));
  }

  @Test
  void oneMessageIsFollowedThroughEveryStage() {
    stream.send(Wire.BATCH, "{'batch':[" + track("a") + "]}");
    assertThat(stages("a")).containsExactly(Stage.WAITING);
    after(1);
    stream.arrivals.load();
    assertThat(stages("a"))
        .as("the account and the person it made known too")
        .containsOnly(Stage.STORED);
    stream.arrivals.refreshed(after(3), after(4));
    after(6);
    stream.load(track("a"));
    List<Step> steps = stream.arrivals.trace("a").getFirst().steps();
    assertThat(steps)
        .extracting(Step::stage)
        .containsSubsequence(Stage.STORED, Stage.IN_HEALTH, Stage.DUPLICATE);
    Step stored = steps.getFirst();
    assertThat(stored.received()).contains(StreamFixture.NOW);
    assertThat(stored.at()).isEqualTo(StreamFixture.NOW.plusSeconds(1));
    assertThat(steps.getLast().received()).contains(StreamFixture.NOW.plusSeconds(6));

    stream.load("{'type':'track','messageId':'f','userId':'u'}");
    assertThat(stages("f")).containsExactly(Stage.FAILED);
    assertThat(stages("nobody's")).isEmpty();
  }

  private List<Stage> stages(String id) {
    return stream.arrivals.trace(id).stream()
        .flatMap(trace -> trace.steps().stream())
        .map(Step::stage)
        .toList();
  }
}
