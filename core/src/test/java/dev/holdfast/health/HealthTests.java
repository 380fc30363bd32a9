package dev.holdfast.health;

import static dev.holdfast.health.HealthWorld.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts.Lifecycle;
import dev.holdfast.facts.Facts.PersonRole;
import dev.holdfast.facts.Facts.PersonStatus;
import dev.holdfast.facts.Facts.TicketStatus;
import dev.holdfast.facts.Facts.TouchDirection;
import dev.holdfast.facts.ImportId;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.workspace.Actor;
import dev.holdfast.workspace.HealthJudgements;
import dev.holdfast.workspace.HealthJudgements.Layer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTests {

  private static final LocalDate START = TODAY.minusDays(400);

  private final HealthWorld world = new HealthWorld();
  private final Health health = world.health;

  @AfterEach
  void close() {
    world.close();
  }

  /** An account about which enough is known; people come every other day until a day. */
  private void customer(String id, int people, LocalDate activeUntil) {
    List<Fact> facts =
        new ArrayList<>(
            List.of(
                world.account(id, START, Lifecycle.ACTIVE),
                world.seats(id, id + "s", START, START, 10, 1000),
                world.person(id, id + "champion", START, PersonRole.CHAMPION, PersonStatus.ACTIVE),
                world.touch(id, TODAY.minusDays(10), "call", TouchDirection.PROACTIVE),
                world.ticket(id, id + "t", TODAY.minusDays(60), 8, TicketStatus.OPEN),
                world.ticket(id, id + "t", TODAY.minusDays(60), 18, TicketStatus.SOLVED),
                world.nps(id, TODAY.minusDays(100), 9, id + "champion")));
    for (int back = 120; back >= 0; back -= 2) {
      LocalDate day = TODAY.minusDays(back);
      for (int person = 0; person < people && !day.isAfter(activeUntil); person++) {
        facts.add(world.use(id, day, id + "p" + person, "n" + person % 3));
      }
    }
    world.tell(facts.toArray(Fact[]::new));
  }

  @Test
  void groupsAndMeasuresAddUpToTheScore() {
    customer("a", 6, TODAY);
    HealthExplanation explained = health.explain("a", TODAY, Knowledge.now());
    assertThat(explained.band()).isEqualTo(Band.HEALTHY);
    double score = Objects.requireNonNull(explained.score());
    assertThat(
            thousandths(
                explained.groups().stream().mapToDouble(g -> orZero(g.contribution())).sum()))
        .isEqualTo(thousandths(score));
    assertThat(
            thousandths(
                explained.groups().stream()
                    .flatMap(g -> g.measures().stream())
                    .mapToDouble(m -> orZero(m.contribution()))
                    .sum()))
        .isEqualTo(thousandths(score));
    assertThat(
            explained.groups().stream().mapToDouble(HealthExplanation.Group::effectiveWeight).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(explained.profile().why()).isEqualTo("no earlier profile takes it");
  }

  @Test
  void differencesFromThePeersAddUpToTheDifferenceOfTheScore() {
    customer("a", 6, TODAY);
    customer("b", 1, TODAY.minusDays(40));
    HealthExplanation explained = health.explain("b", TODAY, Knowledge.now());
    assertThat(explained.peers()).isEqualTo(2);
    double sum =
        explained.groups().stream()
            .flatMap(g -> g.measures().stream())
            .mapToDouble(m -> orZero(m.againstPeers()))
            .sum();
    assertThat(sum)
        .isNegative()
        .isCloseTo(
            Objects.requireNonNull(explained.score())
                - Objects.requireNonNull(explained.peersMean()),
            within(1e-9));
  }

  @Test
  void anAccountWithoutUsageIsUnknown() {
    world.tell(world.account("a", START, Lifecycle.ACTIVE));
    customer("b", 6, TODAY);
    HealthExplanation explained = health.explain("a", TODAY, Knowledge.now());
    assertThat(explained.band()).isEqualTo(Band.UNKNOWN);
    assertThat(explained.score()).isNull();
    assertThat(explained.whyUnknown()).contains("this account has never sent usage");
  }

  @Test
  void aFallIsToldWithItsCauses() {
    customer("a", 6, TODAY.minusDays(30));
    HealthExplanation explained = health.explain("a", TODAY, Knowledge.now());
    HealthExplanation.Change change = explained.changes().get(1);
    assertThat(change.days()).isEqualTo(30);
    assertThat(change.sentence())
        .startsWith("Down ")
        .contains(" points in 30 days: ")
        .contains("Usage change (")
        .contains("Reach (6 of 10 seats to 0 of 10 seats)");
    assertThat(
            thousandths(change.drivers().stream().mapToDouble(HealthExplanation.Driver::by).sum()))
        .isEqualTo(thousandths(Objects.requireNonNull(change.by())));
    assertThat(change.before()).isGreaterThan(Objects.requireNonNull(explained.score()));
  }

  @Test
  void aScoreAnswersWhyItIsWhatItIsAndNoBetter() {
    customer("a", 6, TODAY.minusDays(15));
    HealthExplanation explained = health.explain("a", TODAY, Knowledge.now());
    double score = Objects.requireNonNull(explained.score());
    assertThat(explained.band()).isEqualTo(Band.WATCH);
    assertThat(explained.answers())
        .extracting(HealthExplanation.Answer::question)
        .containsExactly("Why " + Math.round(score) + "?", "Why not healthy?");
    List<HealthExplanation.Line> lines =
        explained.groups().stream()
            .flatMap(group -> group.measures().stream())
            .filter(line -> line.contribution() != null)
            .sorted(Comparator.comparingDouble(HealthTests::missing).reversed())
            .toList();
    String why = explained.answers().getFirst().sentence();
    assertThat(why).startsWith(Points.text(thousandths(score)) + " points of 100, from ");
    assertThat(why).contains("gives", "(6 of 10 seats)");
    String whyNot = explained.answers().get(1).sentence();
    assertThat(whyNot)
        .startsWith(
            "Healthy begins at 75, "
                + Points.text(75_000 - thousandths(score))
                + " more: "
                + lines.getFirst().title()
                + " lacks "
                + Numbers.rounded(missing(lines.getFirst()), 1)
                + " ("
                + lines.getFirst().words()
                + ")");
    double needed = 75 - score;
    int enough = 1;
    for (double won = missing(lines.getFirst()); won < needed; enough++) {
      won += missing(lines.get(enough));
    }
    assertThat(whyNot)
        .endsWith(
            " "
                + String.join(
                    " and ",
                    lines.stream().limit(enough).map(HealthExplanation.Line::title).toList())
                + " at full points would make up for it.");
  }

  private static double missing(HealthExplanation.Line line) {
    return 100 * line.effectiveWeight() - orZero(line.contribution());
  }

  @Test
  void anUnknownScoreAnswersWhatIsMissing() {
    world.tell(world.account("a", START, Lifecycle.ACTIVE));
    HealthExplanation.Answer answer =
        health.explain("a", TODAY, Knowledge.now()).answers().getFirst();
    assertThat(answer.question()).isEqualTo("Why is there no score?");
    assertThat(answer.sentence())
        .contains("this account has never sent usage. Without data: Reach (");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whatChangedSinceAnyDayAddsUpAndStaysTheSameWhateverIsLearntLater(long seed) {
    Random random = new Random(seed);
    customer("a", 6, TODAY.minusDays(20));
    world.refresh(TODAY.minusDays(60), TODAY, AccountRange.all());
    Instant then = world.clock.instant().plusSeconds(60);
    world.clock.set(then.plusSeconds(60));
    record Asked(LocalDate since, LocalDate day) {}
    Map<Asked, HealthExplanation.Change> told = new HashMap<>();
    Map<Asked, HealthExplanation> explained = new HashMap<>();
    for (int i = 0; i < 12; i++) {
      LocalDate day = TODAY.minusDays(random.nextInt(60));
      Asked asked = new Asked(day.minusDays(1 + random.nextInt(120)), day);
      HealthExplanation.Change change =
          health.changed("a", asked.since(), day, Knowledge.asOf(then));
      told.put(asked, change);
      explained.put(asked, health.explain("a", day, Knowledge.asOf(then)));
      if (change.by() != null) {
        double sum = change.drivers().stream().mapToDouble(HealthExplanation.Driver::by).sum();
        assertThat(thousandths(sum)).isEqualTo(thousandths(change.by()));
        double after = Objects.requireNonNull(explained.get(asked).score());
        assertThat(thousandths(Objects.requireNonNull(change.before()) + change.by()))
            .isEqualTo(thousandths(after));
      }
    }
    for (int i = 0; i < 40; i++) {
      world.tell(
          world.use("a", TODAY.minusDays(random.nextInt(120)), "ap" + random.nextInt(6), "late"));
    }
    world.tell(world.ticket("a", "late", TODAY.minusDays(40), 9, TicketStatus.OPEN));
    world.update();
    told.forEach((asked, change) -> {
      assertThat(health.changed("a", asked.since(), asked.day(), Knowledge.asOf(then)))
          .isEqualTo(change);
      HealthExplanation again = health.explain("a", asked.day(), Knowledge.asOf(then));
      HealthExplanation before = Objects.requireNonNull(explained.get(asked));
      assertThat(again.score()).isEqualTo(before.score());
      assertThat(again.groups()).isEqualTo(before.groups());
      assertThat(again.answers()).isEqualTo(before.answers());
    });
    assertThat(
            told.entrySet().stream()
                .filter(one ->
                    !health
                        .changed("a", one.getKey().since(), one.getKey().day(), Knowledge.now())
                        .equals(one.getValue())))
        .isNotEmpty(); // what was learnt does change what is said of those days now
  }

  @Test
  void changesAreToldSinceAnEarlierDayOnly() {
    customer("a", 6, TODAY);
    assertThatThrownBy(() -> health.changed("a", TODAY, TODAY, Knowledge.now()))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("since an earlier day");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anUpdateGivesWhatAReplayOfEverythingGives(long seed) {
    Random random = new Random(seed);
    List<String> accounts = List.of("a", "b", "c");
    accounts.forEach(id -> world.tell(world.account(id, START, Lifecycle.ACTIVE)));
    world.update();
    List<ImportId> deliveries = new ArrayList<>();
    for (int round = 0; round < 8; round++) {
      world.clock.set(world.at(TODAY, 8 + round));
      Fact[] facts = new Fact[6];
      for (int i = 0; i < facts.length; i++) {
        String id = accounts.get(random.nextInt(2)); // c is never touched
        LocalDate day = TODAY.minusDays(random.nextInt(70) - 2); // some lie ahead
        facts[i] =
            random.nextInt(12) == 0
                ? world.ticket(id, "t" + i, TODAY.minusDays(3), 8, TicketStatus.OPEN)
                : world.use(id, day, "p" + random.nextInt(4), "n" + random.nextInt(3));
      }
      deliveries.add(world.deliver(facts));
      if (round == 5) {
        world.log.undo(deliveries.get(random.nextInt(deliveries.size())), "tester");
      }
      world.update();
      assertThat(stored()).as("seed %d, round %d", seed, round).isEqualTo(replayed());
    }
    world.noonOf(TODAY.plusDays(3));
    world.update();
    assertThat(health.history("a", TODAY, TODAY.plusDays(3))).hasSize(4);
  }

  private List<AccountDay> stored() {
    return world.warehouse.read(
        sql -> HealthStore.inputs(sql, List.of(TODAY), AccountRange.all(), DSL.noCondition()));
  }

  private List<AccountDay> replayed() {
    Knowledge everything = Knowledge.asOf(Instant.parse("2040-01-01T00:00:00Z"));
    return world.warehouse.read(
        sql -> health.source().inputs(sql, everything, List.of(TODAY), AccountRange.all()));
  }

  @Test
  void aDayThatIsOverKeepsItsScoreWhateverIsLearntLater() {
    customer("a", 6, TODAY.minusDays(30));
    LocalDate day = TODAY.minusDays(3);
    assertThat(world.refresh(day, day, AccountRange.all())).isEqualTo(1);
    HealthDay stored = health.history("a", day, day).getFirst();

    for (int person = 0; person < 6; person++) {
      world.tell(world.use("a", day, "ap" + person, "late"));
    }
    assertThat(world.refresh(day, day, AccountRange.all())).isZero();
    assertThat(health.history("a", day, day)).containsExactly(stored);
    assertThat(health.explain("a", day, Knowledge.now()).score())
        .isGreaterThan(Objects.requireNonNull(stored.score()));
    assertThat(health.explain("a", day, Knowledge.asOf(stored.computedAt())).score())
        .isEqualTo(stored.score());

    assertThat(health.restate(day, day, AccountRange.all(), "usage came late").rows()).isEqualTo(1);
    HealthDay restated = health.history("a", day, day).getFirst();
    assertThat(restated.restated()).isEqualTo("usage came late");
    assertThat(restated.score()).isGreaterThan(Objects.requireNonNull(stored.score()));
  }

  @Test
  void theRunningDayIsComputedAnewUntilItIsOver() {
    customer("a", 6, TODAY.minusDays(30));
    world.refresh(TODAY, TODAY, AccountRange.all());
    HealthDay morning = health.latest().get("a");
    for (int person = 0; person < 6; person++) {
      world.tell(world.use("a", TODAY, "ap" + person, "n"));
    }
    world.refresh(TODAY, TODAY, AccountRange.all());
    HealthDay evening = health.latest().get("a");
    assertThat(health.onDay(TODAY)).hasSize(1);
    assertThat(Objects.requireNonNull(evening).score())
        .isGreaterThan(Objects.requireNonNull(Objects.requireNonNull(morning).score()));

    world.noonOf(TODAY.plusDays(1));
    assertThat(world.refresh(TODAY, TODAY, AccountRange.all())).isEqualTo(1);
    assertThat(world.refresh(TODAY, TODAY, AccountRange.all())).isZero();
  }

  @Test
  void theNextDaysRefreshGivesTheDayBeforeItsFinalScore() {
    customer("a", 6, TODAY.minusDays(30));
    world.refresh(TODAY, TODAY, AccountRange.all());
    Double running = health.history("a", TODAY, TODAY).getFirst().score();
    Fact[] evening = new Fact[6];
    for (int person = 0; person < 6; person++) {
      evening[person] = world.use("a", TODAY, "ap" + person, "n");
    }
    world.tell(evening);
    LocalDate tomorrow = TODAY.plusDays(1);
    world.noonOf(tomorrow);
    assertThat(world.refresh(tomorrow, tomorrow, AccountRange.all())).isEqualTo(2);
    assertThat(health.history("a", TODAY, TODAY).getFirst().score())
        .isGreaterThan(Objects.requireNonNull(running));
    assertThat(world.refresh(tomorrow, tomorrow, AccountRange.all())).isEqualTo(1);
  }

  @Test
  void refreshingSomeAccountsLeavesTheOthersAlone() {
    customer("a", 6, TODAY);
    customer("b", 6, TODAY);
    world.refresh(TODAY.minusDays(1), TODAY, AccountRange.all());
    Map<String, HealthDay> before = health.onDay(TODAY);
    assertThat(world.refresh(TODAY, TODAY, AccountRange.of("a"))).isEqualTo(1);
    Map<String, HealthDay> after = health.onDay(TODAY);
    assertThat(after.get("b")).isEqualTo(before.get("b"));
    assertThat(after.get("a")).isNotEqualTo(before.get("a"));
    assertThat(health.history("a", TODAY.minusDays(5), TODAY)).hasSize(2);
  }

  @Test
  void replayAsOfTheMomentOfComputingEqualsWhatWasStored() {
    customer("a", 6, TODAY.minusDays(20));
    customer("b", 2, TODAY);
    customer("c", 4, TODAY.minusDays(70));
    world.refresh(TODAY.minusDays(12), TODAY, AccountRange.all());
    world.tell(
        world.use("a", TODAY.minusDays(5), "ap1", "late"), world.left("b", "bchampion", TODAY));
    for (String account : List.of("a", "b", "c")) {
      for (HealthDay stored : health.history(account, TODAY.minusDays(12), TODAY)) {
        HealthExplanation replay =
            health.explain(account, stored.day(), Knowledge.asOf(stored.computedAt()));
        assertThat(replay.score()).as("%s", stored).isEqualTo(stored.score());
        assertThat(replay.band()).isEqualTo(stored.band());
        assertThat(replay.coverage()).isEqualTo(stored.coverage());
        assertThat(replay.recorded()).isEqualTo(stored);
      }
    }
    LocalDate day = TODAY.minusDays(2);
    HealthDay stored = health.history("a", day, day).getFirst();
    HealthExplanation replay = health.explain("a", day, Knowledge.asOf(stored.computedAt()));
    HealthExplanation recorded =
        Objects.requireNonNull(health.recorded(List.of("a"), day, Optional.empty()).get("a"));
    assertThat(recorded.groups()).isEqualTo(replay.groups());
    assertThat(recorded.daysInBand()).isEqualTo(replay.daysInBand());
    assertThat(recorded.changes().getFirst()).isEqualTo(replay.changes().getFirst());
  }

  @Test
  void anUndoneImportNoLongerCountsButDidThen() {
    customer("a", 6, TODAY.minusDays(30));
    ImportId own =
        world.deliver(world.ticket("a", "bad", TODAY.minusDays(20), 8, TicketStatus.OPEN));
    world.refresh(TODAY, TODAY, AccountRange.all());
    Instant then = Objects.requireNonNull(health.latest().get("a")).computedAt();
    world.log.undo(own, "tester");
    double with = Objects.requireNonNull(health.explain("a", TODAY, Knowledge.asOf(then)).score());
    double without = Objects.requireNonNull(health.explain("a", TODAY, Knowledge.now()).score());
    assertThat(without).isGreaterThan(with);
  }

  @Test
  void anOverrideStandsBesideTheScoreAndNeverInItsPlace() {
    customer("a", 6, TODAY);
    world.refresh(TODAY, TODAY, AccountRange.all());
    HealthJudgements.Said said =
        new HealthJudgements.Said(
            1,
            Layer.OVERRIDE,
            "a",
            "at_risk",
            "their sponsor told me they look elsewhere",
            "Mara",
            world.at(TODAY.minusDays(2), 9),
            world.at(TODAY.plusDays(30), 9),
            null);
    HealthExplanation explained =
        health.explain("a", TODAY, Knowledge.now(), Optional.of(new OneOverride(said)));
    assertThat(explained.override()).isEqualTo(said);
    assertThat(explained.band()).isEqualTo(Band.HEALTHY);
    assertThat(explained.score())
        .isEqualTo(Objects.requireNonNull(health.latest().get("a")).score());
    assertThat(
            health
                .explain(
                    "a", TODAY.minusDays(3), Knowledge.now(), Optional.of(new OneOverride(said)))
                .override())
        .isNull();
  }

  @Test
  void theBoardCountsEveryBandAndNamesMoversAndUnknowns() {
    customer("steady", 6, TODAY);
    customer("falling", 6, TODAY.minusDays(29));
    world.tell(
        world.account("dark", START, Lifecycle.ACTIVE),
        world.seats("dark", "ds", START, START, 5, 777));
    world.refresh(TODAY.minusDays(30), TODAY.minusDays(30), AccountRange.all());
    world.refresh(TODAY, TODAY, AccountRange.all());
    HealthBoard board = health.board(TODAY);
    assertThat(board.accounts()).isEqualTo(3);
    assertThat(board.bands())
        .extracting(HealthBoard.BandCount::band)
        .containsExactly(Band.values());
    assertThat(board.bands().stream().mapToLong(HealthBoard.BandCount::accounts).sum())
        .isEqualTo(3);
    assertThat(board.bands().getLast().accounts()).isEqualTo(1);
    assertThat(board.bands().getLast().arr())
        .containsExactly(new HealthBoard.Revenue("EUR", 777 * 12));
    assertThat(board.falls()).extracting(HealthBoard.Mover::accountId).containsExactly("falling");
    assertThat(board.falls().getFirst().sentence())
        .contains("in 30 days: Reach (6 of 10 seats to 0 of 10 seats)");
    assertThat(board.unknown()).extracting(HealthBoard.Unscored::accountId).containsExactly("dark");
    assertThat(board.weighted()).hasSize(1);
  }

  @Test
  void questionsThatMakeNoSenseAreAnsweredInWords() {
    customer("a", 6, TODAY);
    assertThatThrownBy(() -> health.explain("nobody", TODAY, Knowledge.now()))
        .isInstanceOf(HoldfastException.class)
        .hasMessage("There is no account 'nobody'.");
    assertThatThrownBy(() -> health.explain("a", START.minusDays(1), Knowledge.now()))
        .hasMessageContaining("was not a customer on");
    assertThatThrownBy(() -> health.refresh(TODAY.plusDays(1), AccountRange.all()))
        .hasMessageContaining("up to today");
    assertThatThrownBy(() -> health.restate(TODAY, TODAY, AccountRange.all(), " "))
        .hasMessageContaining("needs a label");
    assertThat(health.latest()).isEmpty();
    assertThat(health.board(TODAY).accounts()).isZero();
  }

  private static double orZero(@Nullable Double points) {
    return points == null ? 0 : points;
  }

  private static int thousandths(double points) {
    return Points.of(points);
  }

  /** One override, in force from its beginning to its end. */
  private record OneOverride(HealthJudgements.Said said) implements HealthJudgements {
    @Override
    public Said set(
        Layer layer, String accountId, String value, String reason, Instant expiresAt, Actor by) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void end(Layer layer, String accountId, Actor by) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Said> inForce(Layer layer, String accountId, Instant asOf) {
      return Optional.of(said)
          .filter(one ->
              one.layer() == layer && one.accountId().equals(accountId) && one.inForce(asOf));
    }

    @Override
    public List<Said> inForce(Layer layer, Instant asOf) {
      return List.of(said);
    }

    @Override
    public List<Said> history(String accountId) {
      return List.of(said);
    }

    @Override
    public List<Said> all(Layer layer) {
      return List.of(said);
    }
  }
}
