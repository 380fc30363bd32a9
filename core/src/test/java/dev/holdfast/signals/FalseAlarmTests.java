package dev.holdfast.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signals.AccountEvidence.AnswerPoint;
import dev.holdfast.stats.Garwood;
import dev.holdfast.stats.Interval;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often rules speak of accounts of which there is nothing to say: 500 of them, two years. */
class FalseAlarmTests {

  private static final int ACCOUNTS = 500;
  private static final double YEARS = 2;

  @ParameterizedTest
  @ValueSource(strings = {"usage_decline", "usage_fell"})
  void rulesOnUseKeepToTheRateTheyState(String name) {
    SignalRule rule = SignalRules.shipped().get(name);
    QuietAccounts quiet = new QuietAccounts(2026);
    long alarms = 0;
    for (int account = 0; account < ACCOUNTS; account++) {
      alarms += QuietAccounts.raised(rule, quiet.next()).size();
    }
    holds(rule, alarms);
  }

  /** What the contract states is above the interval of what is measured, and not far above. */
  private static void holds(SignalRule rule, long alarms) {
    double stated = Objects.requireNonNull(rule.falseAlarmsPerAccountYear());
    double exposure = ACCOUNTS * YEARS;
    Interval rate = Garwood.rate(alarms, exposure, 0.95);
    assertThat(rate.high()).as(rule.name() + ", " + alarms + " false alarms").isLessThan(stated);
    assertThat(alarms / exposure).as("not stated higher than need be").isGreaterThan(stated / 2);
  }

  @Test
  void theSameRuleWithAPluggedInMeanWouldNot() {
    SignalRule rule = SignalRules.shipped().get("usage_decline");
    QuietAccounts quiet = new QuietAccounts(2026);
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
    QuietAccounts accounts = new QuietAccounts(7);
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
    SplittableRandom random = new SplittableRandom(5);
    long alarms = 0;
    for (int account = 0; account < ACCOUNTS; account++) {
      alarms += trends(rule, random);
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
