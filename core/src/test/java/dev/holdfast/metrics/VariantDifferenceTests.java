package dev.holdfast.metrics;

import static dev.holdfast.metrics.LedgerFixture.period;
import static dev.holdfast.metrics.LedgerFixture.subscribed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Facts.Instrument;
import dev.holdfast.facts.Origin;
import dev.holdfast.metrics.VariantDifference.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VariantDifferenceTests {

  private static final Period JANUARY = period("2024-01-01", "2024-02-01");

  @Test
  void theAccountsThatCameAndWentExplainChurnByEvents() {
    try (LedgerFixture fixture = new LedgerFixture()) {
      for (int i = 0; i < 8; i++) {
        fixture.add(subscribed("stays" + i, "s" + i, "2023-12-01", 1_00));
      }
      fixture.add(
          subscribed("leaves", "l", "2023-12-01", 1_00).cancelled("2024-01-20"),
          subscribed("pauses", "p", "2023-12-01", 1_00).cancelled("2024-01-05"),
          subscribed("pauses", "q", "2024-01-25", 1_00),
          subscribed("comes and goes", "c", "2024-01-10", 1_00).cancelled("2024-01-20"));
      fixture.refresh();
      VariantDifference difference =
          fixture.metrics.difference(
              MetricRequest.of("customer_churn_rate", JANUARY).variant("events"), "cohort", 10);
      assertThat(difference.exact()).isTrue();
      assertThat(difference.parts())
          .extracting(Part::accountId)
          .containsExactly("comes and goes", "pauses");
      assertThat(difference.parts())
          .allSatisfy(part -> assertThat(part.contribution()).isCloseTo(10, within(1e-9)));
      assertThat(difference.rest()).isCloseTo(0, within(1e-9));
    }
  }

  @Test
  void theMovesBetweenExplainRetentionByMovement() {
    try (LedgerFixture fixture = new LedgerFixture()) {
      for (int i = 0; i < 5; i++) {
        fixture.add(subscribed("steady" + i, "s" + i, "2023-12-01", 100_00));
      }
      fixture.add(
          subscribed("up and down", "u", "2023-12-01", 100_00),
          subscribed("up and down", "u", "2023-12-01", 100_00).from("2024-01-10", 150_00),
          subscribed("up and down", "u", "2023-12-01", 100_00).from("2024-01-20", 120_00));
      fixture.refresh();
      VariantDifference difference =
          fixture.metrics.difference(
              MetricRequest.of("gross_revenue_retention", JANUARY).variant("movement_sum"),
              null,
              10);
      assertThat(difference.other().estimate().value()).isEqualTo(100);
      assertThat(difference.parts()).hasSize(1);
      assertThat(difference.parts().getFirst().accountId()).isEqualTo("up and down");
      assertThat(difference.parts().getFirst().contribution()).isCloseTo(-5, within(1e-9));
    }
  }

  @Test
  void thePartsOfAllAccountsAddUpToTheDifference() {
    SplittableRandom random = new SplittableRandom(4);
    try (Bench bench = new Bench()) {
      List<Fact> answers = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        int account = random.nextInt(12);
        answers.add(
            answer("f" + i, "a" + account, "p" + account + random.nextInt(5), random.nextInt(11)));
      }
      bench.append(answers);
      VariantDifference difference =
          bench.metrics.difference(
              MetricRequest.of("nps", JANUARY).variant("all"), "latest", 1_000);
      assertThat(difference.exact()).isTrue();
      assertThat(difference.accounts()).isEqualTo(12);
      assertThat(
              Math.abs(
                  difference.value().value().orElseThrow()
                      - difference.other().value().orElseThrow()))
          .isGreaterThan(0.1);
      assertThat(difference.rest()).isCloseTo(0, within(1e-9));
    }
  }

  @Test
  void theSlowTicketsPullTheMeanFromTheMedian() {
    try (Bench bench = new Bench()) {
      tickets(bench);
      MetricRequest mean = MetricRequest.of("full_resolution_time", JANUARY).variant("mean");
      VariantDifference difference = bench.metrics.difference(mean, "median", 10);
      assertThat(difference.parts().getFirst().accountId()).isEqualTo("a5");
      assertThat(difference.rest()).isCloseTo(0, within(1e-9));
      VariantDifference turned = bench.metrics.difference(mean.variant("median"), "mean", 10);
      assertThat(turned.parts().getFirst().contribution())
          .isCloseTo(-difference.parts().getFirst().contribution(), within(1e-9));
    }
  }

  @Test
  void twoQuantilesSayThatTheirPartsNeedNotAddUp() {
    try (Bench bench = new Bench()) {
      tickets(bench);
      VariantDifference difference =
          bench.metrics.difference(
              MetricRequest.of("full_resolution_time", JANUARY).variant("p90"), "median", 10);
      assertThat(difference.exact()).isFalse();
      assertThat(difference.remark()).contains("need not add up");
    }
  }

  private static void tickets(Bench bench) {
    List<Fact> events = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      events.add(ticket("o" + i, "t" + i, "a" + i, Facts.TicketStatus.OPEN, 0));
      events.add(ticket("s" + i, "t" + i, "a" + i, Facts.TicketStatus.SOLVED, 1 + i * i));
    }
    bench.append(events);
    bench.refresh();
  }

  @Test
  void variantsOfDifferentUnitsAreNotCompared() {
    try (Bench bench = new Bench()) {
      assertThatThrownBy(() ->
              bench.metrics.difference(
                  MetricRequest.of("ces", JANUARY).variant("mean"), "easy", 10))
          .isInstanceOf(HoldfastException.class)
          .hasMessageContaining("points of seven")
          .hasMessageContaining("one unit");
    }
  }

  private static Fact answer(String id, String account, String person, int score) {
    return new Facts.SurveyResponse(
        new Origin("test", id, Instant.parse("2024-01-02T10:00:00Z").plusSeconds(id.hashCode())),
        id,
        "survey",
        null,
        Instrument.NPS,
        0,
        10,
        true,
        score,
        null,
        account,
        person,
        null,
        null,
        null,
        false);
  }

  private static Fact ticket(
      String id, String ticket, String account, Facts.TicketStatus status, int hours) {
    return new Facts.TicketEvent(
        new Origin("test", id, Instant.parse("2024-01-02T10:00:00Z").plusSeconds(3600L * hours)),
        ticket,
        account,
        null,
        null,
        status,
        false,
        null,
        null,
        null,
        null);
  }
}
