package dev.holdfast.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Knowledge;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jooq.Table;
import org.junit.jupiter.api.Test;

/**
 * What is sent again after more than a week counts until the night, and what is kept is bounded.
 */
class NightlyPassTests extends StreamTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 18);

  private void night(int days) {
    stream.clock.set(StreamFixture.NOW.plus(Duration.ofDays(days)));
    stream.arrivals.tidy(TODAY.plusDays(days));
  }

  private int rows(Table<?> table) {
    return stream.warehouse.read(sql -> sql.fetchCount(table));
  }

  @Test
  void anIdIsKnownForSevenDaysAtLeast() {
    stream.load(track("a"));
    for (int day = 0; day <= 7; day++) {
      night(day);
    }
    stream.load(track("a"));
    assertThat(stream.facts(FactType.USAGE_EVENT, "fact_id")).containsExactly("a");
    assertThat(rows(LoadStore.DUPLICATE)).isEqualTo(1);
  }

  @Test
  void aRepeatOfAForgottenIdIsTakenBackInTheNightAndThePastReadsAsItWas() {
    stream.load(track("a"), track("b"));
    night(0);
    night(9);
    assertThat(rows(KnownStore.SEEN)).isZero();
    stream.load(track("a"), track("c"));
    Instant evening = stream.log.lastRecordedAt().orElseThrow();
    assertThat(stream.facts(FactType.USAGE_EVENT, "fact_id")).containsExactly("a", "a", "b", "c");

    night(10);

    assertThat(stream.facts(FactType.USAGE_EVENT, "fact_id")).containsExactly("a", "b", "c");
    assertThat(asOf(evening)).containsExactly("a", "a", "b", "c");
    assertThat(stream.log.deliveries().getFirst().kind()).isEqualTo("repeats");
    assertThat(stream.log.deliveries().getFirst().undoneAt()).isPresent();
  }

  @Test
  void aNightWithoutRepeatsLeavesNoTraceAndRunsOnceADayAlsoAfterARestart() {
    stream.load(track("a"));
    night(0);
    assertThat(stream.log.deliveries()).hasSize(1);
    long commits = stream.warehouse.commits();
    night(0);
    reopen();
    long again = stream.warehouse.commits();
    stream.arrivals.tidy(TODAY);
    assertThat(stream.warehouse.commits()).isEqualTo(again);
    assertThat(commits).isPositive();
  }

  @Test
  void whatIsNotedOfLoadsIsForgottenWithTheIds() {
    stream.load(track("a"), track("a"));
    stream.arrivals.refreshed(stream.clock.instant(), stream.clock.instant());
    night(7);
    assertThat(rows(LoadStore.LOAD)).isPositive();
    assertThat(rows(LoadStore.DUPLICATE)).isPositive();
    assertThat(rows(LoadStore.REFRESHED)).isPositive();
    night(9);
    assertThat(rows(LoadStore.LOAD)).isZero();
    assertThat(rows(LoadStore.DUPLICATE)).isZero();
    assertThat(rows(LoadStore.REFRESHED)).isZero();
    assertThat(stream.arrivals.trace("a").getFirst().steps())
        .extracting(MessageTrace.Step::stage)
        .containsOnly(MessageTrace.Stage.STORED);
  }

  private List<String> asOf(Instant then) {
    return stream.warehouse.read(sql ->
        sql.selectFrom(stream.log.reader(sql, Knowledge.asOf(then)).all(FactType.USAGE_EVENT))
            .orderBy(org.jooq.impl.DSL.field("fact_id"))
            .fetch(row -> String.valueOf(row.get("fact_id"))));
  }
}
