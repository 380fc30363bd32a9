package dev.holdfast.health;

import dev.holdfast.health.HealthExplanation.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The questions that people ask of a score, answered in sentences from its parts. */
final class HealthAnswers {

  /** How many measures a sentence names. */
  private static final int NAMED = 3;

  /** What a measure gives and could give at most, in thousandths of a point. */
  private record Share(MeasureScore measure, int given, int possible) {
    int missing() {
      return possible - given;
    }
  }

  private final Scored scored;
  private final List<Share> shares;

  private HealthAnswers(Scored scored) {
    this.scored = scored;
    this.shares =
        scored.score().measures().stream()
            .filter(measure -> measure.contribution() != null)
            .map(measure ->
                new Share(
                    measure,
                    measure.contribution(),
                    Math.toIntExact(Math.round(measure.effectiveWeight() * Points.MOST))))
            .toList();
  }

  /** Why it is what it is, and why it is in no better band. */
  static List<Answer> of(Scored scored) {
    HealthAnswers answers = new HealthAnswers(scored);
    Integer score = scored.score().thousandths();
    if (score == null) {
      return List.of(new Answer("Why is there no score?", answers.whyUnknown()));
    }
    List<Answer> all = new ArrayList<>();
    all.add(
        new Answer(
            "Why " + Numbers.rounded(Points.points(score), 0) + "?", answers.whyThisScore(score)));
    answers
        .nextBand(score)
        .ifPresent(next ->
            all.add(
                new Answer(
                    "Why not " + next.band().title().toLowerCase(java.util.Locale.ROOT) + "?",
                    answers.whyNot(score, next))));
    return List.copyOf(all);
  }

  private String whyUnknown() {
    String silent =
        scored.score().measures().stream()
            .filter(measure -> measure.reading() instanceof InputReading.Absent)
            .map(measure -> measure.measure().title() + " (" + words(measure) + ")")
            .collect(Collectors.joining(", "));
    String why = scored.score().whyUnknown() + ".";
    return capital(why) + (silent.isEmpty() ? "" : " Without data: " + silent + ".");
  }

  private String whyThisScore(int score) {
    long known =
        scored.score().measures().stream()
            .filter(measure -> measure.reading() instanceof InputReading.Known)
            .count();
    String given =
        shares.stream()
            .filter(share -> share.given() > 0)
            .sorted(Comparator.comparingInt(Share::given).reversed())
            .limit(NAMED)
            .map(share ->
                share.measure().measure().title()
                    + " gives "
                    + tenths(share.given())
                    + " of "
                    + tenths(share.possible())
                    + " ("
                    + words(share.measure())
                    + ")")
            .collect(Collectors.joining(", "));
    return Points.text(score)
        + " points of 100, from "
        + Numbers.count(known, "measure", "measures")
        + " with data"
        + (given.isEmpty() ? "" : ": " + given)
        + ".";
  }

  private Optional<Bands.Span> nextBand(int score) {
    return scored.score().profile().bands().spans().stream()
        .filter(span -> span.from() > score)
        .findFirst();
  }

  /** What is missing, and which measures at their best would make up for it. */
  private String whyNot(int score, Bands.Span next) {
    int needed = next.from() - score;
    List<Share> losses =
        shares.stream()
            .filter(share -> share.missing() > 0)
            .sorted(Comparator.comparingInt(Share::missing).reversed())
            .toList();
    String lost =
        losses.stream()
            .limit(NAMED)
            .map(share ->
                share.measure().measure().title()
                    + " lacks "
                    + tenths(share.missing())
                    + " ("
                    + words(share.measure())
                    + ")")
            .collect(Collectors.joining(", "));
    return next.band().title()
        + " begins at "
        + Points.text(next.from())
        + ", "
        + Points.text(needed)
        + " more: "
        + lost
        + "."
        + enough(losses, needed);
  }

  private static String enough(List<Share> losses, int needed) {
    int won = 0;
    List<String> titles = new ArrayList<>();
    for (Share share : losses) {
      won += share.missing();
      titles.add(share.measure().measure().title());
      if (won >= needed) {
        break;
      }
    }
    return won < needed || titles.size() > NAMED
        ? " No " + Numbers.count(NAMED, "measure", "measures") + " alone would make up for it."
        : " " + String.join(" and ", titles) + " at full points would make up for it.";
  }

  private String words(MeasureScore measure) {
    return measure.measure().input().words(scored.account());
  }

  private static String tenths(int thousandths) {
    return Numbers.rounded(Points.points(thousandths), 1);
  }

  private static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + sentence.substring(1);
  }
}
