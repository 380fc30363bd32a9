package dev.holdfast.signals;

import dev.holdfast.signals.AccountEvidence.AnswerPoint;
import dev.holdfast.signals.DailyWalk.Look;
import dev.holdfast.stats.Kendall;
import dev.holdfast.stats.TheilSen;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Whether the answers of an account go down, over all instruments together.
 *
 * <p>Each answer counts in standard deviations from the mean of all customers' answers to its
 * instrument. The fall is that of Theil and Sen's line from the first answer to the last; the p
 * value is that of Kendall's tau, two-sided. So one bad answer is no trend.
 */
final class TrendCheck {

  private static final double LEVEL = 0.95;

  private final Detector.SatisfactionTrend trend;
  private final AccountEvidence evidence;

  TrendCheck(Detector.SatisfactionTrend trend, AccountEvidence evidence) {
    this.trend = trend;
    this.evidence = evidence;
  }

  Look at(int index) {
    LocalDate day = evidence.days().get(index).day();
    return at(day, evidence.answers(), trend);
  }

  static Look at(LocalDate day, List<AnswerPoint> all, Detector.SatisfactionTrend trend) {
    LocalDate from = day.minusDays(trend.days() - 1L);
    List<AnswerPoint> answers =
        all.stream()
            .filter(answer -> !answer.day().isBefore(from) && !answer.day().isAfter(day))
            .toList();
    if (answers.size() < trend.leastAnswers()) {
      return Look.no(
          Say.count(answers.size(), "answer", "answers")
              + " in "
              + Say.days(trend.days())
              + "; "
              + trend.leastAnswers()
              + " are needed");
    }
    if (answers.stream().map(answer -> String.valueOf(answer.who())).distinct().count() < 2) {
      return Look.no("all answers are of one person");
    }
    double[] x = answers.stream().mapToDouble(answer -> answer.day().toEpochDay()).toArray();
    double[] y = answers.stream().mapToDouble(AnswerPoint::standardised).toArray();
    Kendall kendall = Kendall.of(x, y);
    OptionalDouble probability = kendall.probability();
    if (probability.isEmpty()) {
      return Look.no("all answers are alike or of one day");
    }
    double fall = -TheilSen.of(x, y, LEVEL).slope() * (x[x.length - 1] - x[0]);
    String what =
        Say.count(answers.size(), "answer", "answers")
            + " on "
            + Say.count(
                answers.stream().map(AnswerPoint::instrument).distinct().count(),
                "instrument",
                "instruments")
            + " since "
            + Say.day(answers.getFirst().day())
            + (kendall.s() < 0 ? " go down by " : " do not go down: ")
            + Say.number(fall, 1)
            + " standard deviations (p "
            + Say.number(probability.getAsDouble(), 3)
            + ")";
    boolean holds =
        kendall.s() < 0
            && probability.getAsDouble() <= trend.probability()
            && fall >= trend.leastFall();
    return Look.of(
        holds,
        holds
            ? what
            : what
                + "; p of at most "
                + Say.number(trend.probability(), 3)
                + " and a fall of "
                + Say.number(trend.leastFall(), 1)
                + " are needed",
        holds
            ? answers.stream()
                .map(answer ->
                    new EvidenceRow(answer.day(), answer.instrument() + " answer", answer.shown()))
                .toList()
            : List.of());
  }
}
