package dev.holdfast.stats;

import static dev.holdfast.stats.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SelfStartingCusumTests {

  private static final List<Golden.Row> CHECKS = Golden.ours("self_starting_checks.csv");

  @Test
  void scoresAndSumsAreThoseOfR() {
    for (String name : List.of("quiet", "drop", "short")) {
      SelfStartingCusum cusum = new SelfStartingCusum(name.equals("short") ? 0.25 : 0.5, 5);
      SelfStartingCusum.State state = SelfStartingCusum.State.START;
      for (Golden.Row row : CHECKS.stream().filter(r -> r.text("case").equals(name)).toList()) {
        double observed = row.number("x");
        OptionalDouble score = SelfStartingCusum.score(state, observed);
        assertThat(score.isPresent()).isEqualTo(row.has("u"));
        if (score.isPresent()) {
          assertClose(name + " u " + row.text("at"), score.getAsDouble(), row.number("u"), 1e-7);
        }
        state = cusum.next(state, observed);
        assertClose(name + " sum " + row.text("at"), state.lower(), row.number("lower"), 1e-6);
      }
    }
  }

  @Test
  void aDropIsNoticedAndItsBeginningIsKnown() {
    SelfStartingCusum cusum = new SelfStartingCusum(0.5, 5);
    SelfStartingCusum.State state = SelfStartingCusum.State.START;
    int noticed = -1;
    List<Golden.Row> rows = CHECKS.stream().filter(r -> r.text("case").equals("drop")).toList();
    for (int week = 0; week < rows.size() && noticed < 0; week++) {
      state = cusum.next(state, rows.get(week).number("x"));
      noticed = cusum.drops(state) ? week : noticed;
    }
    assertThat(noticed).as("the level falls by two deviations at 20").isBetween(21, 26);
    assertThat(noticed - state.since() + 1).isBetween(18, 22);
  }

  /** The trap that it is made for: 8 values of baseline, then a quiet year. */
  @Test
  void aShortBaselineCriesWolfNoMoreThanAKnownLevel() {
    SplittableRandom random = new SplittableRandom(41);
    int runs = 4_000;
    int own = 0;
    int pluggedIn = 0;
    for (int run = 0; run < runs; run++) {
      double[] quiet = random.doubles(60).map(u -> CriticalValues.normalQuantile(u)).toArray();
      own += alarms(quiet) ? 1 : 0;
      pluggedIn += alarmsPluggedIn(quiet) ? 1 : 0;
    }
    assertThat((double) own / runs).as("52 weeks at one in 930").isBetween(0.035, 0.065);
    assertThat((double) pluggedIn / runs).as("the other one").isGreaterThan(0.2);
  }

  private static boolean alarms(double[] values) {
    SelfStartingCusum cusum = new SelfStartingCusum(0.5, 5);
    SelfStartingCusum.State state = SelfStartingCusum.State.START;
    for (double value : values) {
      state = cusum.next(state, value);
      if (cusum.drops(state)) {
        return true;
      }
    }
    return false;
  }

  private static boolean alarmsPluggedIn(double[] values) {
    Cusum cusum =
        Cusum.ofBaseline(java.util.Arrays.copyOf(values, Cusum.BASELINE), 0.5, 5).orElseThrow();
    Cusum.State state = Cusum.State.START;
    for (int i = Cusum.BASELINE; i < values.length; i++) {
      state = cusum.next(state, values[i]);
      if (state.lower() > cusum.threshold()) {
        return true;
      }
    }
    return false;
  }

  @Test
  void equalValuesHaveNoScoreAndMissingOnesAreRefused() {
    SelfStartingCusum cusum = new SelfStartingCusum(0.5, 5);
    SelfStartingCusum.State state = SelfStartingCusum.State.START;
    for (int i = 0; i < 20; i++) {
      state = cusum.next(state, 7);
    }
    assertThat(SelfStartingCusum.score(state, 3)).isEmpty();
    assertThat(cusum.next(state, 3).lower()).isZero();
    SelfStartingCusum.State before = state;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cusum.next(before, Double.NaN))
        .withMessageContaining("missing");
    assertThatIllegalArgumentException().isThrownBy(() -> new SelfStartingCusum(0.5, 0));
  }
}
