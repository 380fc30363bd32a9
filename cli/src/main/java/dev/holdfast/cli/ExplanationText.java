package dev.holdfast.cli;

import dev.holdfast.health.HealthExplanation;
import dev.holdfast.health.HealthRollUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints why an account's health is what it is. */
final class ExplanationText {

  private ExplanationText() {}

  /** The answer: score, band, coverage, what changed. */
  static void brief(Console console, HealthExplanation health) {
    head(console, health);
    health.changes().forEach(change -> console.line(change.sentence()));
  }

  private static void head(Console console, HealthExplanation health) {
    console.line(
        health.accountId()
            + " on "
            + health.day()
            + (health.knownBy() == null ? "" : ", as known at " + health.knownBy())
            + ": "
            + health.band().title()
            + (health.score() == null ? "" : " " + points(health.score()))
            + ", coverage "
            + Figures.percent(health.coverage()));
    if (health.whyUnknown() != null) {
      console.line(health.whyUnknown());
    }
    if (health.override() != null) {
      console.line(
          health.override().author()
              + " says "
              + health.override().value()
              + ": "
              + health.override().reason());
    }
  }

  /** The questions that a score raises, each with its answer in sentences. */
  static void why(
      Console console, HealthExplanation health, HealthExplanation.@Nullable Change changed) {
    head(console, health);
    for (HealthExplanation.Answer answer : health.answers()) {
      console.line("");
      console.line(answer.question());
      console.line("  " + answer.sentence());
    }
    console.line("");
    if (changed != null) {
      console.line("What changed since " + changed.since() + "?");
      console.line("  " + changed.sentence());
      for (HealthExplanation.Driver driver : changed.drivers()) {
        console.line(
            String.format(
                Locale.ROOT,
                "    %+8.3f  %s: %s, then %s",
                driver.by(),
                driver.title(),
                driver.before(),
                driver.after()));
      }
    } else {
      console.line("What changed?");
      health.changes().forEach(change -> console.line("  " + change.sentence()));
    }
    console.line("");
    console.line(profile(health));
    if (health.recorded() != null) {
      console.line("History holds this day as computed at " + health.recorded().computedAt() + ".");
    }
  }

  private static String profile(HealthExplanation health) {
    HealthExplanation.Chosen profile = health.profile();
    return "Profile "
        + profile.title()
        + " version "
        + profile.version()
        + " because "
        + profile.why();
  }

  /** The answer and every measure behind it. */
  static void full(Console console, HealthExplanation health) {
    brief(console, health);
    console.line(profile(health));
    health.profile().tried().forEach(one -> console.line("  " + one.title() + " " + one.reason()));
    console.line("");
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (HealthExplanation.Group group : health.groups()) {
      rows.add(
          row(
              group.title(),
              "",
              null,
              Figures.percent(group.effectiveWeight()),
              group.contribution(),
              group.peersMean(),
              ""));
      for (HealthExplanation.Line line : group.measures()) {
        rows.add(
            row(
                "  " + line.title(),
                line.missing() == null ? line.words() : line.words() + " (" + line.missing() + ")",
                line.points(),
                Figures.percent(line.effectiveWeight()),
                line.contribution(),
                line.peersMean(),
                line.curve()));
      }
    }
    rows.add(row("Score", "", null, "", health.score(), health.peersMean(), ""));
    console.table(
        List.of("measure", "input", "points", "weight", "contribution", "peers' mean", "curve"),
        rows);
  }

  /** The same as told by the accounts under it. */
  static void under(Console console, HealthRollUp rolled) {
    console.line("");
    console.line(
        "With the accounts under it: "
            + (rolled.score() == null ? "no score" : points(rolled.score())));
    console.line("  " + rolled.sentence());
    for (HealthRollUp.Part part : rolled.parts()) {
      console.line(
          "  "
              + part.accountId()
              + ": "
              + points(part.score())
              + ", weighs "
              + Figures.percent(part.weight())
              + ", adds "
              + points(part.contribution()));
    }
  }

  private static List<@Nullable Object> row(
      String title,
      String input,
      @Nullable Double points,
      String weight,
      @Nullable Double contribution,
      @Nullable Double peersMean,
      String curve) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(title);
    row.add(input);
    row.add(points == null ? "" : points(points));
    row.add(weight);
    row.add(contribution == null ? "" : points(contribution));
    row.add(peersMean == null ? "" : points(peersMean));
    row.add(curve);
    return row;
  }

  /** Thousandths are exact, so they are printed. */
  private static String points(double points) {
    return Figures.decimals(points, 3);
  }
}
