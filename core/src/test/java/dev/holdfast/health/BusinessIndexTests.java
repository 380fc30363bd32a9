package dev.holdfast.health;

import static dev.holdfast.health.HealthWorld.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.facts.Facts.Lifecycle;
import dev.holdfast.facts.Facts.PersonRole;
import dev.holdfast.facts.Facts.PersonStatus;
import dev.holdfast.health.BusinessIndex.FormulaChange;
import dev.holdfast.health.BusinessIndex.Move;
import dev.holdfast.health.BusinessIndex.Point;
import dev.holdfast.metrics.LedgerSettings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores here are ten points for each champion, or what the next version makes of that. */
class BusinessIndexTests {

  private static final LocalDate START = TODAY.minusDays(100);
  private static final Offset<Double> EXACT = within(1e-9);
  private static final String TENS = "[[0, 0], [10, 100]]";
  private static final String HALVES = "[[0, 0], [20, 100]]";

  private final HealthWorld world =
      new HealthWorld(
          ZoneOffset.UTC,
          new LedgerSettings(
              Optional.of(Currency.getInstance("EUR")),
              Map.of("USD", new BigDecimal("0.5"), "JPY", new BigDecimal("0.01")),
              Optional.empty(),
              ZoneOffset.UTC));

  @AfterEach
  void close() {
    world.close();
  }

  private static HealthProfile profile(
      String name, int version, int order, String appliesTo, String curve) {
    return HealthProfiles.read(
        name + ".yaml",
        """
        name: %s
        title: A profile
        version: %d
        order: %d
        applies_to: "%s"
        why: it is such an account
        bands:
          - {band: at_risk, from: 0, to: 40}
          - {band: watch, from: 40, to: 70}
          - {band: healthy, from: 70, to: 100}
        groups:
          - name: people
            title: People
            measures:
              - name: champions
                title: Champions
                input: champions
                direction: more_is_better
                curve: {linear: %s}
                weight: 1
                signal: leading
        """
            .formatted(name, version, order, appliesTo, curve));
  }

  private static HealthProfile always(int version, String curve) {
    return profile("default", version, 1000, "true", curve);
  }

  private static HealthProfile onboarding(int version, String curve) {
    return profile("onboarding", version, 100, "lifecycle == 'onboarding'", curve);
  }

  private void use(List<HealthProfile> inForce, HealthProfile... earlier) {
    world.health.use(HealthProfiles.of(inForce, List.of(earlier)));
  }

  private void champions(String id, LocalDate from, int count) {
    for (int i = 0; i < count; i++) {
      world.tell(world.person(id, id + from + i, from, PersonRole.CHAMPION, PersonStatus.ACTIVE));
    }
  }

  /** Champions, and 100 of a currency a month for each of {@code hundreds}. */
  private void customer(String id, int champions, long hundreds) {
    world.tell(world.account(id, START, Lifecycle.ACTIVE));
    if (hundreds > 0) {
      world.tell(world.paid(id, id + "s", START, 10_000 * hundreds, "EUR"));
    }
    champions(id, START, champions);
  }

  private void record(LocalDate from, LocalDate to) {
    world.refresh(from, to, AccountRange.all());
  }

  private BusinessIndex index() {
    return world.health.index(AccountRange.all(), TODAY).orElseThrow();
  }

  private static Point at(BusinessIndex index, LocalDate day) {
    return index.points().stream()
        .filter(point -> point.day().equals(day))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void isTheMeanWeightedByRevenueAgainstThatOfTheFirstThirtyDays() {
    use(List.of(always(1, TENS)));
    customer("a", 4, 3);
    customer("b", 8, 1);
    champions("b", TODAY.minusDays(35), 1); // within the base, five days before its end
    champions("a", TODAY.minusDays(10), 2);
    record(TODAY.minusDays(59), TODAY);
    BusinessIndex index = index();
    assertThat(index.baseFrom()).isEqualTo(TODAY.minusDays(59));
    assertThat(index.baseTo()).isEqualTo(TODAY.minusDays(30));
    assertThat(index.hasWholeBase()).isTrue();
    assertThat(index.currency()).isEqualTo("EUR");
    assertThat(index.points()).hasSize(60);
    // (40 * 3 + 80) / 4 on 24 days, (40 * 3 + 90) / 4 on 6 of the base
    double base = (24 * 50 + 6 * 52.5) / 30;
    assertThat(at(index, TODAY.minusDays(59)).mean()).isEqualTo(50, EXACT);
    assertThat(at(index, TODAY.minusDays(59)).index()).isEqualTo(100 * 50 / base, EXACT);
    assertThat(at(index, TODAY.minusDays(35)).mean()).isEqualTo(52.5, EXACT);
    assertThat(index.last().mean()).isEqualTo(67.5, EXACT); // (60 * 3 + 90) / 4
    assertThat(index.last().index()).isEqualTo(100 * 67.5 / base, EXACT);
    assertThat(index.points().stream().limit(30).mapToDouble(Point::index).average().orElseThrow())
        .isEqualTo(100, EXACT);
    assertThat(index.changes()).isEmpty();
    assertThat(index.movedIn(30).orElseThrow()).isEqualTo(100 * 15 / base, EXACT);
    assertThat(index.movedIn(90)).isEmpty();
  }

  @Test
  void leavesOutAndCountsAccountsWithoutScoreOrRevenue() {
    use(List.of(always(1, TENS)));
    customer("a", 4, 1);
    customer("free", 10, 0);
    customer("silent", 0, 50);
    record(TODAY, TODAY);
    assertThat(index().points()).containsExactly(new Point(TODAY, 100, 40, 1, 1, 1));
  }

  @Test
  void isAbsentWithoutAnybodyWhoHasBoth() {
    use(List.of(always(1, TENS)));
    customer("free", 10, 0);
    customer("silent", 0, 50);
    record(TODAY, TODAY);
    assertThat(world.health.index(AccountRange.all(), TODAY)).isEmpty();
  }

  @Test
  void weighsSeveralCurrenciesAndLeavesOutThoseWithoutARate() {
    use(List.of(always(1, TENS)));
    customer("a", 4, 1); // EUR 100.00
    for (String id : List.of("usd", "jpy", "gbp", "both")) {
      customer(id, 8, 0);
    }
    world.tell(
        world.paid("usd", "s1", START, 40_000, "USD"), // USD 400.00 = EUR 200
        world.paid("jpy", "s2", START, 30_000, "JPY"), // JPY 30000, no decimals = EUR 300
        world.paid("gbp", "s3", START, 90_000, "GBP"), // no rate
        world.paid("both", "s4", START, 90_000, "EUR"),
        world.paid("both", "s5", START, 90_000, "USD")); // no one amount
    record(TODAY, TODAY);
    Point point = index().last();
    assertThat(point.mean()).isEqualTo((40 * 1 + 80 * 2 + 80 * 3) / 6.0, EXACT);
    assertThat(point.accounts()).isEqualTo(3);
    assertThat(point.withoutRevenue()).isEqualTo(2);
  }

  @Test
  void aChangedFormulaMovesTheMeanAndNotTheIndex() {
    use(List.of(always(1, TENS)));
    customer("a", 4, 3);
    customer("b", 8, 1);
    champions("a", TODAY.minusDays(2), 1);
    record(TODAY.minusDays(40), TODAY.minusDays(6));
    use(List.of(always(2, HALVES)), always(1, TENS));
    record(TODAY.minusDays(5), TODAY);
    BusinessIndex index = index();
    assertThat(index.changes())
        .containsExactly(
            new FormulaChange(TODAY.minusDays(5), "default went from version 1 to 2", 50.0, 25.0));
    assertThat(at(index, TODAY.minusDays(6)).mean()).isEqualTo(50, EXACT);
    assertThat(at(index, TODAY.minusDays(5)).mean()).isEqualTo(25, EXACT);
    assertThat(at(index, TODAY.minusDays(5)).index()).isEqualTo(100, EXACT);
    // (25 * 3 + 40) / 4 = 28.75 by halves
    assertThat(index.last().index()).isEqualTo(100 * 28.75 / 25, EXACT);
  }

  @Test
  void anAccountThatFinishesItsOnboardingIsNoChangeOfFormula() {
    use(List.of(onboarding(1, HALVES), always(1, TENS)));
    customer("a", 4, 1);
    customer("new", 8, 1);
    world.tell(world.account("new", START, Lifecycle.ONBOARDING));
    world.tell(world.account("new", TODAY.minusDays(5), Lifecycle.ACTIVE));
    record(TODAY.minusDays(40), TODAY.minusDays(6));
    assertThat(index().last().mean()).isEqualTo(40, EXACT); // 40 and 8 of 20
    record(TODAY.minusDays(5), TODAY.minusDays(5));
    assertThat(index().changes()).isEmpty();
    assertThat(index().last().index()).isEqualTo(100 * 60 / 40.0, EXACT);
  }

  @Test
  void theFormulaBeforeOfOneThatCameFromAnotherProfileIsItsOwnProfilesEarlierVersion() {
    use(List.of(onboarding(1, HALVES), always(1, TENS)));
    customer("a", 4, 1);
    customer("new", 8, 1);
    world.tell(world.account("new", START, Lifecycle.ONBOARDING));
    world.tell(world.account("new", TODAY, Lifecycle.ACTIVE));
    record(TODAY.minusDays(40), TODAY.minusDays(1));
    use(List.of(onboarding(1, HALVES), always(2, HALVES)), always(1, TENS));
    record(TODAY, TODAY);
    // By version 1 of default, which both have today: 40 and 80. By version 2: 20 and 40.
    assertThat(index().changes())
        .containsExactly(new FormulaChange(TODAY, "default went from version 1 to 2", 60.0, 30.0));
    assertThat(index().last().index()).isEqualTo(100 * 60 / 40.0, EXACT);
  }

  @Test
  void aNewProfileThatTakesAccountsIsAChangeOfFormula() {
    use(List.of(always(1, TENS)));
    customer("a", 4, 1);
    customer("big", 8, 3);
    record(TODAY.minusDays(40), TODAY.minusDays(1));
    use(List.of(profile("large", 1, 500, "account_id == 'big'", HALVES), always(1, TENS)));
    record(TODAY, TODAY);
    assertThat(index().changes())
        .containsExactly(
            new FormulaChange(TODAY, "large (version 1) took accounts of default", 70.0, 40.0));
    assertThat(index().last().index()).isEqualTo(100, EXACT);
    assertThat(index().last().mean()).isEqualTo(40, EXACT);
  }

  @Test
  void theFirstAccountOfAProfileThatWasThereIsNoChangeOfFormula() {
    use(List.of(onboarding(1, HALVES), always(1, TENS)));
    customer("a", 4, 1);
    record(TODAY.minusDays(40), TODAY.minusDays(1));
    world.tell(world.account("a", TODAY, Lifecycle.ONBOARDING));
    record(TODAY, TODAY);
    assertThat(index().changes()).isEmpty();
    assertThat(index().last().index()).isEqualTo(50, EXACT);
  }

  @Test
  void aWidenedRuleIsAChangeOfFormulaForThoseThatItTakes() {
    HealthProfile narrow = profile("large", 1, 500, "account_id == 'big'", HALVES);
    use(List.of(narrow, always(1, TENS)));
    customer("a", 4, 1);
    customer("big", 8, 1);
    record(TODAY.minusDays(40), TODAY.minusDays(1));
    use(
        List.of(
            profile("large", 2, 500, "account_id == 'big' || account_id == 'a'", HALVES),
            always(1, TENS)),
        narrow);
    record(TODAY, TODAY);
    assertThat(index().changes())
        .containsExactly(
            new FormulaChange(
                TODAY,
                "large (version 2) took accounts of default, large went from version 1 to 2",
                40.0,
                30.0));
    assertThat(index().last().index()).isEqualTo(100, EXACT);
  }

  @Test
  void changesOnDaysInARowAndThereAndBackLinkUp() {
    customer("a", 4, 3);
    customer("b", 8, 1);
    use(List.of(always(1, TENS)));
    record(TODAY.minusDays(40), TODAY.minusDays(4));
    use(List.of(always(2, HALVES)), always(1, TENS));
    record(TODAY.minusDays(3), TODAY.minusDays(3));
    use(List.of(always(3, "[[0, 50], [10, 100]]")), always(1, TENS), always(2, HALVES));
    record(TODAY.minusDays(2), TODAY.minusDays(2));
    use(
        List.of(always(4, TENS)),
        always(1, TENS),
        always(2, HALVES),
        always(3, "[[0, 50], [10, 100]]"));
    record(TODAY.minusDays(1), TODAY);
    BusinessIndex index = index();
    assertThat(index.changes()).hasSize(3);
    assertThat(index.points()).allSatisfy(point -> assertThat(point.index()).isEqualTo(100, EXACT));
  }

  @Test
  void aDayThatWasRestatedForSomeByAnotherVersionLinksThereAndBack() {
    customer("a", 4, 3);
    customer("b", 8, 1);
    use(List.of(always(1, TENS)));
    record(TODAY.minusDays(40), TODAY);
    use(List.of(always(2, HALVES)), always(1, TENS));
    world.health.restate(
        TODAY.minusDays(5), TODAY.minusDays(4), AccountRange.of("a"), "a correction");
    BusinessIndex index = index();
    assertThat(index.changes())
        .extracting(FormulaChange::what)
        .containsExactly("default went from version 1 to 2", "default went from version 2 to 1");
    assertThat(at(index, TODAY.minusDays(5)).mean()).isEqualTo(35, EXACT);
    assertThat(index.points()).allSatisfy(point -> assertThat(point.index()).isEqualTo(100, EXACT));
  }

  @Test
  void aFormulaThatIsNotKeptAnyMoreIsMarkedAndNotBridged() {
    customer("a", 4, 1);
    use(List.of(always(1, TENS)));
    record(TODAY.minusDays(40), TODAY.minusDays(1));
    use(List.of(always(2, HALVES)));
    record(TODAY, TODAY);
    assertThat(index().changes())
        .containsExactly(new FormulaChange(TODAY, "default went from version 1 to 2", null, null));
    assertThat(index().last().index()).isEqualTo(50, EXACT);
  }

  @Test
  void aScopeHasItsOwnIndexAndOnlyTheChangesThatTouchIt() {
    use(List.of(onboarding(1, TENS), always(1, TENS)));
    customer("a", 4, 3);
    customer("new", 8, 1);
    world.tell(world.account("new", START, Lifecycle.ONBOARDING));
    champions("new", TODAY.minusDays(1), 1);
    record(TODAY.minusDays(40), TODAY.minusDays(2));
    use(List.of(onboarding(1, TENS), always(2, HALVES)), always(1, TENS));
    record(TODAY.minusDays(1), TODAY);
    BusinessIndex own = world.health.index(AccountRange.of("new"), TODAY).orElseThrow();
    assertThat(own.changes()).isEmpty();
    assertThat(own.last().index()).isEqualTo(100 * 90 / 80.0, EXACT);
    assertThat(own.last().accounts()).isEqualTo(1);
    assertThat(world.health.index(AccountRange.of("a"), TODAY).orElseThrow().changes()).hasSize(1);
    assertThat(index().last().accounts()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void goesOnOnTheDayOfAChangeAsIfThereHadBeenNoneAndMovesAddUp(long seed) {
    Random random = new Random(seed);
    LocalDate change = TODAY.minusDays(10);
    try (HealthWorld other = new HealthWorld()) {
      for (HealthWorld each : List.of(world, other)) {
        random.setSeed(seed);
        live(each, random);
        each.health.use(HealthProfiles.of(List.of(always(1, TENS)), List.of()));
        each.refresh(TODAY.minusDays(50), change.minusDays(1), AccountRange.all());
      }
      other.refresh(change, change, AccountRange.all());
      use(List.of(always(2, "[[1, 0], [3, 70], [10, 100]]")), always(1, TENS));
      record(change, TODAY);
      BusinessIndex unchanged = other.health.index(AccountRange.all(), change).orElseThrow();
      BusinessIndex index = index();
      assertThat(index.changes()).hasSize(1);
      for (Point point : unchanged.points()) {
        assertThat(at(index, point.day()).index()).isEqualTo(point.index(), EXACT);
      }
      assertThat(index.moves().stream().mapToDouble(Move::by).sum())
          .isNotZero()
          .isEqualTo(index.movedIn(BusinessIndex.MOVE_DAYS).orElseThrow(), EXACT);
    }
  }

  /** Accounts that come, pay more, win champions, and fall silent at random. */
  private static void live(HealthWorld world, Random random) {
    for (int i = 0; i < 12; i++) {
      String id = "a" + i;
      LocalDate first = TODAY.minusDays(random.nextInt(90));
      world.tell(
          world.account(id, first, Lifecycle.ACTIVE),
          world.paid(id, id + "s", first, 1 + random.nextInt(1_000_000), "EUR"));
      for (int person = 0; person < 1 + random.nextInt(9); person++) {
        LocalDate day = TODAY.minusDays(random.nextInt(60));
        world.tell(world.person(id, id + person, day, PersonRole.CHAMPION, PersonStatus.ACTIVE));
      }
      if (i % 4 == 0) {
        world.tell(world.account(id, TODAY.minusDays(5), Lifecycle.CHURNED));
      }
    }
  }

  @Test
  void whoMovedItIsToldInPointsOfTheIndex() {
    use(List.of(always(1, TENS)));
    customer("a", 5, 3);
    customer("b", 5, 1);
    world.tell(world.left("a", "a" + START + "0", TODAY.minusDays(3)));
    champions("b", TODAY.minusDays(2), 2);
    record(TODAY.minusDays(40), TODAY);
    // Both weigh the same on both days: 3/4 * -10 and 1/4 * +20 points of 50.
    assertThat(index().moves())
        .containsExactly(new Move("a", -15, 50.0, 40.0, 0.75), new Move("b", 10, 50.0, 70.0, 0.25));
    assertThat(index().movedIn(30)).hasValueSatisfying(by -> assertThat(by).isEqualTo(-5, EXACT));
  }
}
