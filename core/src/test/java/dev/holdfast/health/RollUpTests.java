package dev.holdfast.health;

import static dev.holdfast.health.HealthWorld.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts.Lifecycle;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.health.HealthRollUp.Part;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The health of an account as told by the accounts under it. */
class RollUpTests {

  private static final LocalDate START = TODAY.minusDays(200);

  private final HealthWorld world = new HealthWorld();

  @AfterEach
  void close() {
    world.close();
  }

  /** Health is the reach: people active of ten seats. */
  private void toldBy(RollUp how) {
    world.health.use(
        HealthProfiles.shipped()
            .with(
                List.of(
                    HealthProfiles.read(
                        "default.yaml",
                        """
                        name: default
                        title: All
                        version: 2
                        order: 1000
                        applies_to: "true"
                        why: it is a test
                        roll_up: %s
                        bands:
                          - {band: at_risk, from: 0, to: 50}
                          - {band: healthy, from: 50, to: 100}
                        groups:
                          - name: use
                            title: Use
                            measures:
                              - name: reach
                                title: Reach
                                input: reach
                                direction: more_is_better
                                curve: {linear: [[0, 0], [1, 100]]}
                                weight: 1
                                signal: leading
                        """
                            .formatted(how.word())))));
  }

  /** An account with ten seats for so much a month, which so many people use. */
  private void customer(Fact account, String id, int people, long monthly) {
    List<Fact> facts = new ArrayList<>(List.of(account));
    facts.add(world.seats(id, id + "-s", START, START, 10, monthly));
    for (int person = 0; person < people; person++) {
      facts.add(world.use(id, TODAY.minusDays(3), id + "-p" + person, "n"));
    }
    world.tell(facts.toArray(Fact[]::new));
  }

  private void group() {
    customer(world.account("top", START, Lifecycle.ACTIVE), "top", 9, 100);
    customer(world.child("a", "top", START), "a", 2, 100);
    customer(world.child("b", "top", START), "b", 8, 300);
    customer(world.child("c", "b", START), "c", 7, 300);
    world.tell(world.child("quiet", "top", START)); // neither use nor revenue
  }

  private Optional<HealthRollUp> of(String account) {
    return world.health.rollUp(account, TODAY, Knowledge.now());
  }

  private HealthRollUp told(String account) {
    return of(account).orElseThrow();
  }

  @Test
  void isTheMeanOfAllAccountsUnderItByRevenue() {
    toldBy(RollUp.CHILDREN_BY_REVENUE);
    group();
    world.update();
    HealthRollUp top = told("top");
    // (20 x 100 + 80 x 300 + 70 x 300) / 700
    assertThat(top.score()).isEqualTo(67.143);
    assertThat(top.own()).isEqualTo(90);
    assertThat(top.band()).isEqualTo(Band.HEALTHY);
    assertThat(top.leftOut()).isEqualTo(1);
    assertThat(top.parts()).extracting(Part::accountId).containsExactly("b", "c", "a");
    assertThat(top.parts().stream().mapToLong(part -> Math.round(1000 * part.contribution())).sum())
        .isEqualTo(67_143);
    assertThat(top.parts().stream().mapToDouble(Part::weight).sum()).isCloseTo(1, within(1e-12));
    assertThat(top.sentence())
        .contains(
            "3 accounts", "own score is 90", "1 account without a score or yearly revenue is");
    assertThat(told("b").score()).isEqualTo(70);
    assertThat(world.health.history("top", TODAY, TODAY).getFirst().score()).isEqualTo(90);
  }

  @Test
  void isThatOfTheWorstOfThem() {
    toldBy(RollUp.WORST_CHILD);
    group();
    world.update();
    HealthRollUp top = told("top");
    assertThat(top.score()).isEqualTo(20);
    assertThat(top.band()).isEqualTo(Band.AT_RISK);
    assertThat(top.parts()).extracting(Part::accountId).containsExactly("a");
    assertThat(top.leftOut()).isEqualTo(1);
  }

  @Test
  void isNotToldWhereTheProfileSaysItsOwn() {
    toldBy(RollUp.OWN);
    group();
    world.update();
    assertThat(of("top")).isEmpty();
  }

  @Test
  void itsOwnStandsWhenNothingUnderItCounts() {
    toldBy(RollUp.CHILDREN_BY_REVENUE);
    group();
    world.update();
    HealthRollUp leaf = told("a");
    assertThat(leaf.score()).isEqualTo(20);
    assertThat(leaf.parts()).isEmpty();
    assertThat(leaf.sentence()).contains("its own score stands");
  }

  @Test
  void aCircleIsToldAndCountsEachOnce() {
    toldBy(RollUp.CHILDREN_BY_REVENUE);
    customer(world.child("a", "b", START), "a", 2, 100);
    customer(world.child("b", "a", START), "b", 8, 300);
    world.update();
    HealthRollUp told = told("a");
    assertThat(told.circular()).isTrue();
    assertThat(told.score()).isEqualTo(80);
    assertThat(told.sentence()).contains("parent_id");
  }

  @Test
  void whoStandsUnderItIsAsWasKnownThen() {
    toldBy(RollUp.CHILDREN_BY_REVENUE);
    group();
    world.update();
    Knowledge before =
        Knowledge.asOf(world.health.history("top", TODAY, TODAY).getFirst().computedAt());
    world.clock.set(world.at(TODAY, 14));
    world.tell(world.child("b", "elsewhere", TODAY.minusDays(1)));
    world.update();
    assertThat(told("top").parts()).extracting(Part::accountId).containsExactly("a");
    assertThat(world.health.rollUp("top", TODAY, before).orElseThrow().score()).isEqualTo(67.143);
  }

  @Test
  void manyAccountsAddUpExactly() {
    toldBy(RollUp.CHILDREN_BY_REVENUE);
    customer(world.account("top", START, Lifecycle.ACTIVE), "top", 9, 100);
    Map<String, Long> revenue = new HashMap<>();
    for (int i = 0; i < 40; i++) {
      long monthly = 100 + 37L * i;
      revenue.put("k" + i, monthly);
      customer(world.child("k" + i, "top", START), "k" + i, i % 11, monthly);
    }
    world.update();
    HealthRollUp top = told("top");
    double weighed = 0;
    long all = 0;
    for (Part part : top.parts()) {
      long monthly = Objects.requireNonNull(revenue.get(part.accountId()));
      weighed += part.score() * monthly;
      all += monthly;
    }
    assertThat(top.score()).isCloseTo(weighed / all, within(0.0005001));
    assertThat(top.parts().stream().mapToLong(part -> Math.round(1000 * part.contribution())).sum())
        .isEqualTo(Math.round(1000 * Objects.requireNonNull(top.score())));
  }
}
