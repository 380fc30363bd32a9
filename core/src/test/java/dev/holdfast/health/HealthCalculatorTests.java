package dev.holdfast.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.health.AccountDay.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthCalculatorTests {

  private static final Bands BANDS =
      new Bands(
          List.of(
              new Bands.Span(Band.AT_RISK, 0, 50_000),
              new Bands.Span(Band.WATCH, 50_000, 75_000),
              new Bands.Span(Band.HEALTHY, 75_000, 100_000)));

  @Test
  void scoreIsTheWeightedMeanOfThePoints() {
    HealthProfile profile =
        profile(
            flat("a", HealthInput.EVENT_NAMES_28, 80_000, "3", MissingPolicy.EXCLUDE),
            flat("b", HealthInput.CHAMPIONS, 20_000, "1", MissingPolicy.EXCLUDE));
    HealthScore score = HealthCalculator.score(profile, Accounts.complete());
    assertThat(score.thousandths()).isEqualTo(65_000);
    assertThat(score.band()).isEqualTo(Band.WATCH);
    assertThat(score.coverage()).isEqualTo(1);
    assertThat(score.measures())
        .extracting(MeasureScore::contribution)
        .containsExactly(60_000, 5_000);
    assertThat(score.measures())
        .extracting(MeasureScore::effectiveWeight)
        .containsExactly(0.75, 0.25);
  }

  @ParameterizedTest
  @CsvSource({
    "0,      AT_RISK",
    "49.999, AT_RISK",
    "50,     WATCH",
    "50.001, WATCH",
    "74.999, WATCH",
    "75,     HEALTHY",
    "100,    HEALTHY"
  })
  void bandsAreHalfOpenAndTheLastIsClosed(BigDecimal points, Band band) {
    int thousandths = points.movePointRight(3).intValueExact();
    HealthProfile profile =
        profile(flat("a", HealthInput.CHAMPIONS, thousandths, "1", MissingPolicy.EXCLUDE));
    HealthScore score = HealthCalculator.score(profile, Accounts.complete());
    assertThat(score.thousandths()).isEqualTo(thousandths);
    assertThat(score.band()).isEqualTo(band);
  }

  @Test
  void threeEqualWeightsAtFiftyPointsGiveExactlyFiftyAndNotAThousandthLess() {
    HealthProfile profile =
        profile(
            flat("a", HealthInput.CHAMPIONS, 50_000, "1", MissingPolicy.EXCLUDE),
            flat("b", HealthInput.EVENT_NAMES_28, 50_000, "1", MissingPolicy.EXCLUDE),
            flat("c", HealthInput.DAYS_AS_CUSTOMER, 50_000, "1", MissingPolicy.EXCLUDE));
    HealthScore score = HealthCalculator.score(profile, Accounts.complete());
    assertThat(score.thousandths()).isEqualTo(50_000);
    assertThat(score.band()).isEqualTo(Band.WATCH);
    assertThat(score.measures())
        .extracting(MeasureScore::contribution)
        .containsExactly(16_667, 16_666, 16_667);
  }

  @ParameterizedTest
  @CsvSource({"EXCLUDE, 80000", "NEUTRAL, 68000", "WORST, 48000"})
  void eachPolicyTreatsAMeasureWithoutDataInItsOwnWay(MissingPolicy policy, int expected) {
    HealthProfile profile =
        profile(
            flat("a", HealthInput.DAYS_AS_CUSTOMER, 80_000, "60", MissingPolicy.EXCLUDE),
            flat("b", HealthInput.NPS_180, 10_000, "40", policy));
    HealthScore score = HealthCalculator.score(profile, Accounts.silent());
    assertThat(score.thousandths()).isEqualTo(expected);
    assertThat(score.coverage()).isEqualTo(0.6);
    assertThat(score.measures().getFirst().effectiveWeight())
        .isEqualTo(policy == MissingPolicy.EXCLUDE ? 1 : 0.6);
  }

  @Test
  void aBlockingMeasureWithoutDataGivesNoScoreHoweverMuchElseIsKnown() {
    HealthProfile profile =
        profile(
            flat("a", HealthInput.DAYS_AS_CUSTOMER, 80_000, "99", MissingPolicy.EXCLUDE),
            flat("b", HealthInput.NPS_180, 10_000, "1", MissingPolicy.BLOCK));
    HealthScore score = HealthCalculator.score(profile, Accounts.silent());
    assertThat(score.band()).isEqualTo(Band.UNKNOWN);
    assertThat(score.thousandths()).isNull();
    assertThat(score.whyUnknown())
        .isEqualTo("b: nobody answered a recommendation question in 180 days");
    assertThat(score.measures()).extracting(MeasureScore::contribution).containsOnlyNulls();
  }

  @ParameterizedTest
  @CsvSource({"60, 40, true", "59.9, 40.1, false", "59.999999, 40.000001, false", "3, 2, true"})
  void underSixtyPercentCoverageThereIsNoScore(String present, String missing, boolean scored) {
    HealthProfile profile =
        profile(
            flat("a", HealthInput.DAYS_AS_CUSTOMER, 100_000, present, MissingPolicy.EXCLUDE),
            flat("b", HealthInput.NPS_180, 100_000, missing, MissingPolicy.EXCLUDE));
    HealthScore score = HealthCalculator.score(profile, Accounts.silent());
    assertThat(score.band()).isEqualTo(scored ? Band.HEALTHY : Band.UNKNOWN);
  }

  @Test
  void neutralPointsDoNotCountAsCoverage() {
    HealthProfile profile =
        profile(
            flat("a", HealthInput.DAYS_AS_CUSTOMER, 100_000, "1", MissingPolicy.EXCLUDE),
            flat("b", HealthInput.NPS_180, 100_000, "1", MissingPolicy.NEUTRAL));
    HealthScore score = HealthCalculator.score(profile, Accounts.silent());
    assertThat(score.coverage()).isEqualTo(0.5);
    assertThat(score.band()).isEqualTo(Band.UNKNOWN);
  }

  @Test
  void anAccountOfWhichNothingIsKnownIsUnknownInEveryShippedProfile() {
    for (HealthProfile profile : HealthProfiles.shipped().inForce()) {
      HealthScore score = HealthCalculator.score(profile, Accounts.silent());
      assertThat(score.band()).as(profile.name()).isEqualTo(Band.UNKNOWN);
      assertThat(score.thousandths()).as(profile.name()).isNull();
    }
  }

  @Test
  void anAccountThatNeverSentUsageIsUnknownButOneThatStoppedIsAtItsWorst() {
    HealthProfile profile = HealthProfiles.shipped().get("default", 1);
    AccountDay never = Accounts.with(Accounts.complete(), new Usage(-1, -1, 0, 0, 0, 0, 0));
    AccountDay stopped = Accounts.with(Accounts.complete(), new Usage(300, 300, 0, 0, 0, 0, 0));
    HealthScore unknown = HealthCalculator.score(profile, never);
    assertThat(unknown.band()).isEqualTo(Band.UNKNOWN);
    assertThat(unknown.whyUnknown())
        .isEqualTo("Active days a person: this account has never sent usage");
    HealthScore silent = HealthCalculator.score(profile, stopped);
    assertThat(silent.thousandths())
        .isLessThan(HealthCalculator.score(profile, Accounts.complete()).thousandths());
    assertThat(silent.measures().subList(0, 4))
        .allMatch(measure -> Integer.valueOf(0).equals(measure.points()));
    assertThat(silent.coverage()).isEqualTo(1);
  }

  @Test
  void moreOfWhatIsGoodNeverLowersTheScoreOfTheShippedProfile() {
    HealthProfile profile = HealthProfiles.shipped().get("default", 1);
    int last = -1;
    for (int people = 0; people <= 212; people++) {
      AccountDay account =
          Accounts.with(
              Accounts.complete(), new Usage(300, 300, people, people * 5L, 4000, 4000, 7));
      int score = known(HealthCalculator.score(profile, account));
      assertThat(score).isGreaterThanOrEqualTo(last);
      last = score;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void contributionsAddUpToTheScoreExactlyAndEachIsNearItsOwnTerm(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      HealthProfile profile = random(random);
      AccountDay account = Accounts.random(random);
      HealthScore score = HealthCalculator.score(profile, account);
      if (score.thousandths() == null) {
        assertThat(score.band()).isEqualTo(Band.UNKNOWN);
        continue;
      }
      int sum = 0;
      double exact = 0;
      double weights = 0;
      for (MeasureScore measure : score.measures()) {
        int own = measure.contribution() == null ? 0 : measure.contribution();
        double term = measure.points() == null ? 0 : measure.effectiveWeight() * measure.points();
        assertThat((double) own).as("seed %d", seed).isCloseTo(term, within(1.0 + 1e-6));
        sum += own;
        exact += term;
        weights += measure.effectiveWeight();
      }
      assertThat(sum).as("seed %d", seed).isEqualTo(score.thousandths());
      assertThat((double) sum).as("seed %d", seed).isCloseTo(exact, within(0.5 + 1e-6));
      assertThat(weights).isCloseTo(1, within(1e-9));
      assertThat(score.thousandths()).isBetween(0, 100_000);
      assertThat(score.coverage()).isBetween(0.6, 1.0);
    }
  }

  @Test
  void theUnitOfWeightsDoesNotMatter() {
    Random random = new Random(11);
    for (int round = 0; round < 100; round++) {
      HealthProfile profile = random(random);
      AccountDay account = Accounts.random(random);
      HealthProfile tenfold =
          profile(
              profile.measures().stream()
                  .map(m -> weighted(m, m.weight().multiply(BigDecimal.TEN)))
                  .toArray(Measure[]::new));
      assertThat(HealthCalculator.score(tenfold, account).thousandths())
          .isEqualTo(HealthCalculator.score(profile, account).thousandths());
    }
  }

  private static Measure weighted(Measure measure, BigDecimal weight) {
    return new Measure(
        measure.name(),
        measure.title(),
        measure.input(),
        measure.direction(),
        measure.curve(),
        weight,
        measure.missing(),
        measure.signal());
  }

  private static int known(HealthScore score) {
    return java.util.Objects.requireNonNull(score.thousandths());
  }

  private static <T> T one(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static HealthProfile random(Random random) {
    List<Measure> measures = new ArrayList<>();
    int count = 1 + random.nextInt(15);
    for (int i = 0; i < count; i++) {
      HealthInput input = one(random, List.of(HealthInput.values()));
      Curve curve =
          new Curve.Linear(
              List.of(
                  new Curve.Corner(-1, random.nextInt(50_000)),
                  new Curve.Corner(50 * random.nextDouble(), 50_000 + random.nextInt(50_001))));
      measures.add(
          new Measure(
              "m" + i,
              "m" + i,
              input,
              Direction.MORE_IS_BETTER,
              curve,
              BigDecimal.valueOf(1 + random.nextInt(100_000), random.nextInt(6)),
              one(
                  random,
                  List.of(MissingPolicy.EXCLUDE, MissingPolicy.NEUTRAL, MissingPolicy.WORST)),
              SignalKind.LEADING));
    }
    return profile(measures.toArray(Measure[]::new));
  }

  private static HealthProfile profile(Measure... measures) {
    return new HealthProfile(
        "p",
        "P",
        1,
        1,
        "true",
        "always",
        BANDS,
        RollUp.OWN,
        List.of(new MeasureGroup("g", "G", List.of(measures))));
  }

  /** A measure whose points are the same whatever its input is. */
  private static Measure flat(
      String name, HealthInput input, int points, String weight, MissingPolicy missing) {
    return new Measure(
        name,
        name,
        input,
        Direction.MORE_IS_BETTER,
        new Curve.Steps(List.of(new Curve.Corner(0, points)), points),
        new BigDecimal(weight),
        missing,
        SignalKind.LEADING);
  }
}
