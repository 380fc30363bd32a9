package dev.holdfast.health;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What changed from one version of a profile to another, a sentence for each change. */
final class ProfileDiff {

  private final List<String> lines = new ArrayList<>();

  private ProfileDiff() {}

  /** The changes, in the profile's order; empty when both compute the same. */
  static List<String> between(HealthProfile before, HealthProfile after) {
    ProfileDiff diff = new ProfileDiff();
    diff.changed("Title", before.title(), after.title());
    diff.changed("Rule", before.appliesTo(), after.appliesTo());
    diff.changed("Rule in words", before.why(), after.why());
    diff.changed("Order", before.order() + "", after.order() + "");
    diff.changed("Bands", bands(before), bands(after));
    diff.changed("Told by", before.rollUp().words(), after.rollUp().words());
    diff.measures(before, after);
    return List.copyOf(diff.lines);
  }

  /** What a first version has. */
  static List<String> first(HealthProfile profile) {
    return List.of(
        "A new profile with "
            + Numbers.count(profile.measures().size(), "measure", "measures")
            + ", for accounts where "
            + profile.appliesTo());
  }

  private void measures(HealthProfile before, HealthProfile after) {
    Map<String, Placed> then = placed(before);
    Map<String, Placed> now = placed(after);
    now.forEach((name, placed) -> {
      Placed earlier = then.get(name);
      if (earlier == null) {
        lines.add(
            placed.measure().title()
                + " added: "
                + placed.measure().input().title()
                + ", weight "
                + placed.weight());
      } else {
        measure(earlier, placed);
      }
    });
    then.forEach((name, placed) -> {
      if (!now.containsKey(name)) {
        lines.add(placed.measure().title() + " left out; it had the weight " + placed.weight());
      }
    });
    if (then.keySet().equals(now.keySet())
        && !List.copyOf(then.keySet()).equals(List.copyOf(now.keySet()))) {
      lines.add("The measures stand in another order");
    }
  }

  private void measure(Placed before, Placed after) {
    Measure then = before.measure();
    Measure now = after.measure();
    String title = now.title();
    changed(title + ": title", then.title(), now.title());
    changed(title + ": group", before.group(), after.group());
    changed(title + ": input", then.input().word(), now.input().word());
    changed(title + ": direction", direction(then), direction(now));
    changed(title + ": curve", then.curve().words(), now.curve().words());
    if (then.weight().compareTo(now.weight()) != 0) {
      lines.add(title + ": weight " + before.weight() + " is now " + after.weight());
    }
    changed(title + ": without data", then.missing().words(), now.missing().words());
    changed(title + ": signal", signal(then), signal(now));
  }

  private void changed(String what, String before, String after) {
    if (!before.equals(after)) {
      lines.add(what + ": " + before + " is now " + after);
    }
  }

  private static String direction(Measure measure) {
    return measure.direction() == Direction.MORE_IS_BETTER ? "more is better" : "less is better";
  }

  private static String signal(Measure measure) {
    return measure.signal() == SignalKind.LEADING ? "leading" : "lagging";
  }

  private static String bands(HealthProfile profile) {
    List<String> spans = new ArrayList<>();
    for (Bands.Span span : profile.bands().spans()) {
      spans.add(
          span.band().title().toLowerCase(java.util.Locale.ROOT)
              + " "
              + Points.text(span.from())
              + " to "
              + Points.text(span.to()));
    }
    return String.join(", ", spans);
  }

  /** A measure in its profile. */
  private record Placed(Measure measure, String group, double share) {

    /** {@code 13 (14.3 %)}. */
    String weight() {
      return measure.weight().toPlainString() + " (" + Numbers.rounded(100 * share, 1) + " %)";
    }
  }

  private static Map<String, Placed> placed(HealthProfile profile) {
    double all = profile.measures().stream().mapToDouble(m -> m.weight().doubleValue()).sum();
    Map<String, Placed> placed = new LinkedHashMap<>();
    for (MeasureGroup group : profile.groups()) {
      for (Measure measure : group.measures()) {
        placed.put(
            measure.name(),
            new Placed(measure, group.title(), measure.weight().doubleValue() / all));
      }
    }
    return placed;
  }
}
