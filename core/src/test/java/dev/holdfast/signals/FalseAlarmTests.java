package dev.holdfast.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signals.AccountEvidence.AnswerPoint;
import dev.holdfast.stats.Garwood;
import dev.holdfast.stats.Interval;
import dev.holdfast.stats.ProcessBehaviour;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How often rules speak of accounts of which there is nothing to say: 500 of them, two years,
 * twice.
 *
 * <p>No parameter of a rule was chosen by these seeds.
 */
class FalseAlarmTests {

  private static final int ACCOUNTS = 500;
  private static final double YEARS = 2;
  private static final List<Long> SEEDS = List.of(301L, 302L);

  private static final System.Logger REPORT = System.getLogger("false-alarms");

  @ParameterizedTest
  @ValueSource(strings = {"usage_decline", "usage_fell"})
  void rulesOnUseKeepToTheRateTheyState(String name) {
    SignalRule rule = SignalRules.shipped().get(name);
    long alarms = 0;
    for (long seed : SEEDS) {
      QuietAccounts quiet = QuietAccounts.small(seed);
      for (int account = 0; account < ACCOUNTS; account++) {
        alarms += QuietAccounts.raised(rule, quiet.next()).size();
      }
    }
    holds(rule, alarms);
  }

  /** What the contract states is above the interval of what is measured, and not far above. */
  private static void holds(SignalRule rule, long alarms) {
    double stated = Objects.requireNonNull(rule.falseAlarmsPerAccountYear());
    Interval rate = Garwood.rate(alarms, ACCOUNTS * YEARS * SEEDS.size(), 0.95);
    String report =
        String.format(
            Locale.ROOT,
            "%s: %d false alarms, %.3f to %.3f an account and year, stated %.2f",
            rule.name(),
            alarms,
            rate.low(),
            rate.high(),
            stated);
    REPORT.log(System.Logger.Level.INFO, report);
    assertThat(rate.high()).as(report).isLessThan(stated);
    assertThat(rate.high()).as("not stated higher than need be").isGreaterThan(stated / 2);
  }

  /** Limits that take what was estimated for known would speak several times as often. */
  @Test
  void plainNaturalLimitsWouldNot() {
    QuietAccounts quiet = QuietAccounts.small(SEEDS.getFirst());
    long plain = 0;
    for (int account = 0; account < ACCOUNTS; account++) {
      plain += plainlyBelow(quiet.next());
    }
    double stated =
        Objects.requireNonNull(SignalRules.shipped().get("usage_fell").falseAlarmsPerAccountYear());
    assertThat(plain / (ACCOUNTS * YEARS)).isGreaterThan(2 * stated);
  }

  private static int plainlyBelow(List<UsageWeek> weeks) {
    double[] levels = UsageWalk.transformed(weeks.subList(UsageWalk.SETTLING, weeks.size()));
    int below = 0;
    for (int week = 8; week < levels.length; week++) {
      var limits = ProcessBehaviour.of(Arrays.copyOfRange(levels, Math.max(0, week - 26), week));
      below += limits.locate(levels[week]) == ProcessBehaviour.Position.BELOW ? 1 : 0;
    }
    return below;
  }

  @Test
  void theSameRuleWithAPluggedInMeanWouldNot() {
    SignalRule rule = SignalRules.shipped().get("usage_decline");
    QuietAccounts quiet = QuietAccounts.small(SEEDS.getFirst());
    long first = 0;
    for (int account = 0; account < ACCOUNTS; account++) {
      List<UsageWeek> weeks = quiet.next();
      double[] levels =
          UsageWalk.transformed(weeks.subList(UsageWalk.SETTLING, UsageWalk.SETTLING + 60));
      first += pluggedIn(levels) ? 1 : 0;
    }
    double stated = Objects.requireNonNull(rule.falseAlarmsPerAccountYear());
    assertThat((double) first / ACCOUNTS).as("accounts within a year").isGreaterThan(3 * stated);
  }

  private static boolean pluggedIn(double[] levels) {
    var cusum = dev.holdfast.stats.Cusum.ofBaseline(Arrays.copyOf(levels, 8), 0.5, 5).orElseThrow();
    var state = dev.holdfast.stats.Cusum.State.START;
    for (int week = 8; week < levels.length; week++) {
      state = cusum.next(state, levels[week]);
      if (state.lower() > cusum.threshold()) {
        return true;
      }
    }
    return false;
  }

  /** A fall to 60 % in week 60 is found, and how long it takes. */
  @Test
  void aRealDropIsFoundWithinWeeks() {
    SignalRule rule = SignalRules.shipped().get("usage_decline");
    QuietAccounts accounts = new QuietAccounts(303, 40, 800);
    int change = 60;
    List<Integer> delays = new ArrayList<>();
    for (int account = 0; account < 200; account++) {
      LocalDate began = QuietAccounts.MONDAY.plusWeeks(change);
      QuietAccounts.raised(rule, accounts.next(0.6, change)).stream()
          .filter(episode -> !episode.confirmed().isBefore(began))
          .findFirst()
          .ifPresent(
              episode -> delays.add((int) (episode.confirmed().toEpochDay() - began.toEpochDay())));
    }
    delays.sort(Integer::compareTo);
    assertThat(delays.size()).as("of 200").isGreaterThan(180);
    assertThat(delays.get(delays.size() / 2)).as("days").isLessThanOrEqualTo(21);
  }

  /** Answers at random, a dozen a year of three people, on three instruments. */
  @Test
  void theTrendOfAnswersKeepsToItsRate() {
    SignalRule rule = SignalRules.shipped().get("satisfaction_trend");
    long alarms = 0;
    for (long seed : SEEDS) {
      SplittableRandom random = new SplittableRandom(seed);
      for (int account = 0; account < ACCOUNTS; account++) {
        alarms += trends(rule, random);
      }
    }
    holds(rule, alarms);
  }

  private static int trends(SignalRule rule, SplittableRandom random) {
    LocalDate start = LocalDate.of(2024, 1, 1);
    List<AnswerPoint> answers = new ArrayList<>();
    for (int day = -366; day < YEARS * 365; day++) {
      if (random.nextDouble() < 12.0 / 365) {
        long score = Math.round(Math.clamp(7.5 + 2 * random.nextGaussian(), 0, 10));
        answers.add(
            new AnswerPoint(
                start.plusDays(day),
                List.of("nps", "csat", "ces").get(random.nextInt(3)),
                score / 10.0,
                (score - 7.5) / 2,
                score + " of 10",
                "p" + random.nextInt(3)));
      }
    }
    List<DayPoint> days = new ArrayList<>();
    for (int day = 0; day < YEARS * 365; day++) {
      days.add(Evidence.day(start.plusDays(day), 80));
    }
    AccountEvidence evidence =
        Evidence.of(days).firstScored(start.minusYears(1)).answers(answers).build();
    Reading reading = Detection.read(rule, evidence, null);
    return reading.over().size() + (reading.standing() instanceof Standing.Firing ? 1 : 0);
  }
}
