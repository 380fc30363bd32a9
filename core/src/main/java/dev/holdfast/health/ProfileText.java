package dev.holdfast.health;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a health profile as YAML that {@link ProfileFile} reads as the same profile. */
final class ProfileText {

  private ProfileText() {}

  static String of(HealthProfile profile) {
    StringBuilder text = new StringBuilder();
    line(text, 0, "name", profile.name());
    line(text, 0, "title", quoted(profile.title()));
    line(text, 0, "version", Integer.toString(profile.version()));
    line(text, 0, "order", Integer.toString(profile.order()));
    line(text, 0, "applies_to", quoted(profile.appliesTo()));
    line(text, 0, "why", quoted(profile.why()));
    if (profile.rollUp() != RollUp.OWN) {
      line(text, 0, "roll_up", profile.rollUp().word());
    }
    text.append("bands:\n");
    for (Bands.Span span : profile.bands().spans()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  - {band: %s, from: %s, to: %s}\n",
              span.band().word(),
              Points.text(span.from()),
              Points.text(span.to())));
    }
    text.append("groups:\n");
    for (MeasureGroup group : profile.groups()) {
      line(text, 2, "- name", quoted(group.name()));
      line(text, 4, "title", quoted(group.title()));
      text.append("    measures:\n");
      group.measures().forEach(measure -> measure(text, measure));
    }
    return text.toString();
  }

  private static void measure(StringBuilder text, Measure measure) {
    line(text, 6, "- name", quoted(measure.name()));
    line(text, 8, "title", quoted(measure.title()));
    line(text, 8, "input", measure.input().word());
    line(text, 8, "direction", measure.direction().name().toLowerCase(Locale.ROOT));
    line(text, 8, "curve", "{" + curve(measure.curve()) + "}");
    line(text, 8, "weight", measure.weight().toPlainString());
    line(text, 8, "missing", measure.missing().name().toLowerCase(Locale.ROOT));
    line(text, 8, "signal", measure.signal().name().toLowerCase(Locale.ROOT));
  }

  /** A curve without its braces, on one line: {@code linear: [[0, 0], [1, 100]]}. */
  static String curve(Curve curve) {
    return switch (curve) {
      case Curve.Linear linear -> "linear: " + corners(linear.corners());
      case Curve.Steps steps ->
          "steps: " + corners(steps.steps()) + ", beyond: " + Points.text(steps.beyond());
      case Curve.Percentile percentile -> "percentile: " + percentile.among().word();
      case Curve.ByAge byAge ->
          byAge.spans().stream()
              .map(span -> "{from: " + span.from() + ", " + curve(span.curve()) + "}")
              .collect(Collectors.joining(", ", "by_age: [", "]"));
    };
  }

  private static String corners(List<Curve.Corner> corners) {
    return corners.stream()
        .map(c -> "[" + Numbers.plain(c.input()) + ", " + Points.text(c.points()) + "]")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static void line(StringBuilder text, int indent, String key, String value) {
    text.append(" ".repeat(indent)).append(key).append(": ").append(value).append('\n');
  }

  /** A text between quotes, as YAML and JSON both read it. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' ') {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
