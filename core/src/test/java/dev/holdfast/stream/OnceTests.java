package dev.holdfast.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.facts.FactType;
import java.time.Duration;
import java.util.List;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** A message counts once, however often it is sent and whatever is restarted between. */
class OnceTests extends StreamTest {

  @Test
  void aRepeatIsCountedAsADuplicateAndLeftOut() {
    stream.load(track("a"), track("b"), track("a"));
    stream.load(track("b"), track("c"));
    reopen();
    stream.load(track("a"), track("c"));
    assertThat(stream.facts(FactType.USAGE_EVENT, "fact_id")).containsExactly("a", "b", "c");
    assertThat(duplicates()).containsExactlyInAnyOrder("a", "b", "a", "c");
  }

  @Test
  void aRepeatOfAFailedMessageIsADuplicateToo() {
    stream.load("{'type':'track','messageId':'a','userId':'u'}");
    stream.load("{'type':'track','messageId':'a','userId':'u'}");
    assertThat(stream.failed()).hasSize(1);
    assertThat(duplicates()).containsExactly("a");
  }

  @Test
  void theSameIdFromAnotherSourceIsAnotherMessage() {
    stream.load(track("a"));
    stream
        .arrivals
        .accept(
            new Arrival(
                "app",
                Wire.BATCH,
                StreamFixture.NOW,
                0,
                "",
                true,
                ("{\"batch\":[" + track("a").replace('\'', '"') + "]}")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .join();
    stream.arrivals.load();
    assertThat(stream.facts(FactType.USAGE_EVENT, "source"))
        .containsExactlyInAnyOrder("web", "app");
  }

  @Test
  void whatWasAcceptedButNotLoadedIsLoadedAfterARestart() {
    stream.send(Wire.BATCH, "{'batch':[" + track("a") + "]}");
    reopen();
    assertThat(stream.arrivals.isWaiting()).isTrue();
    assertThat(stream.arrivals.load()).isEqualTo(1);
    assertThat(stream.facts(FactType.USAGE_EVENT, "fact_id")).containsExactly("a");
    reopen();
    assertThat(stream.arrivals.isWaiting()).isFalse();
    assertThat(stream.arrivals.load()).isZero();
  }

  @Test
  void messagesWithoutAnIdCountEachTimeTheyAreSent() {
    String nameless = "{'type':'track','userId':'u','event':'x','context':{'groupId':'acme'}}";
    stream.load(nameless, nameless);
    stream.load(nameless);
    assertThat(stream.facts(FactType.USAGE_EVENT, "name")).hasSize(3);
  }

  @Test
  void aClockThatJumpsBackMakesNothingCountTwice() {
    stream.load(track("a"));
    stream.clock.set(StreamFixture.NOW.minus(Duration.ofDays(30)));
    stream.load(track("a"), track("b"));
    stream.clock.set(StreamFixture.NOW.plus(Duration.ofDays(3)));
    stream.load(track("a"), track("b"));
    assertThat(stream.facts(FactType.USAGE_EVENT, "fact_id")).containsExactly("a", "b");
    assertThat(stream.facts(FactType.USAGE_EVENT, "recorded_at")).isSorted();
  }

  private List<String> duplicates() {
    return stream.warehouse.read(sql ->
        sql.select(LoadStore.MESSAGE_ID)
            .from(LoadStore.DUPLICATE)
            .orderBy(DSL.one())
            .fetch(LoadStore.MESSAGE_ID));
  }
}
