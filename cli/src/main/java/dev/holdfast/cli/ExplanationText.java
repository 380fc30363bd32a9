package dev.holdfast.cli;

import dev.holdfast.health.HealthExplanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints why an account's health is what it is. */
final class ExplanationText {

  private ExplanationText() {}

  /** The answer: score, band, coverage, what changed. */
  static void brief(Console console, HealthExplanation health) {
    console.line(
        health.accountId()
            + " on "
            + health.day()
            + (health.knownBy() == null ? "" : ", as known at " + health.knownBy())
            + ": "
            + band(health)
            + (health.score() == null ? "" : " " + points(health.score()))
            + ", coverage "
            + percent(health.coverage()));
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
    health.changes().forEach(change -> console.line(change.sentence()));
  }

  /** The answer and every measure behind it. */
  static void full(Console console, HealthExplanation health) {
    brief(console, health);
    HealthExplanation.Chosen profile = health.profile();
    console.line(
        "Profile "
            + profile.title()
            + " version "
            + profile.version()
            + " because "
            + profile.why());
    profile.tried().forEach(one -> console.line("  " + one.title() + " " + one.reason()));
    console.line("");
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (HealthExplanation.Group group : health.groups()) {
      rows.add(
          row(
              group.title(),
              "",
              null,
              percent(group.effectiveWeight()),
              group.contribution(),
              group.peersMean(),
              ""));
      for (HealthExplanation.Line line : group.measures()) {
        rows.add(
            row(
                "  " + line.title(),
                line.missing() == null ? line.words() : line.words() + " (" + line.missing() + ")",
                line.points(),
                percent(line.effectiveWeight()),
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

  private static String band(HealthExplanation health) {
    String word = health.band().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  /** Thousandths are exact, so they are printed. */
  private static String points(double points) {
    return String.format(Locale.ROOT, "%.3f", points);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
