package dev.holdfast.health;

import dev.holdfast.base.HoldfastException;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads a health profile from YAML. Strict: an unknown key, a missing one or a rule broken is an
 * error that names the file and the line.
 */
final class ProfileFile {

  /** Names are file names and parts of addresses. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,59}");

  private ProfileFile() {}

  /**
   * Reads a profile.
   *
   * @throws HoldfastException {@code BAD_DEFINITION} that says where and what is wrong
   */
  static HealthProfile read(String file, String yaml) {
    YamlFields fields = YamlFields.of(YamlNode.parse(file, yaml), "a profile");
    String name = fields.text("name");
    if (!NAME.matcher(name).matches()) {
      throw fields
          .node("name")
          .place()
          .wrong("'name' has small letters, digits, _ and - and begins with a letter");
    }
    String title = fields.text("title");
    int version = fields.integer("version");
    int order = fields.integer("order");
    String appliesTo = fields.text("applies_to");
    String why = fields.text("why");
    YamlNode bandsNode = fields.node("bands");
    Bands bands =
        at(
            bandsNode.place(),
            () ->
                new Bands(
                    YamlFields.items(bandsNode, "'bands'").stream()
                        .map(ProfileFile::span)
                        .toList()));
    RollUp rollUp = fields.has("roll_up") ? fields.choice("roll_up", RollUp.class) : RollUp.OWN;
    List<MeasureGroup> groups = fields.list("groups", ProfileFile::group);
    fields.nothingElse();
    return at(
        fields.place(),
        () ->
            new HealthProfile(name, title, version, order, appliesTo, why, bands, rollUp, groups));
  }

  private static Bands.Span span(YamlNode node) {
    YamlFields fields = YamlFields.of(node, "a band");
    Bands.Span span =
        new Bands.Span(fields.choice("band", Band.class), edge(fields, "from"), edge(fields, "to"));
    fields.nothingElse();
    return span;
  }

  private static int edge(YamlFields fields, String key) {
    return points(fields.node(key), "'" + key + "'");
  }

  private static MeasureGroup group(YamlNode node) {
    YamlFields fields = YamlFields.of(node, "a group");
    String name = fields.text("name");
    String title = fields.text("title");
    List<Measure> measures = fields.list("measures", ProfileFile::measure);
    fields.nothingElse();
    return at(fields.place(), () -> new MeasureGroup(name, title, measures));
  }

  private static Measure measure(YamlNode node) {
    YamlFields fields = YamlFields.of(node, "a measure");
    String name = fields.text("name");
    String title = fields.text("title");
    HealthInput input = fields.choice("input", HealthInput.class);
    Direction direction = fields.choice("direction", Direction.class);
    YamlNode curveNode = fields.node("curve");
    Curve curve = at(curveNode.place(), () -> curve(curveNode));
    var weight = fields.number("weight");
    MissingPolicy missing =
        fields.has("missing")
            ? fields.choice("missing", MissingPolicy.class)
            : MissingPolicy.EXCLUDE;
    SignalKind signal = fields.choice("signal", SignalKind.class);
    fields.nothingElse();
    return at(
        fields.place(),
        () -> new Measure(name, title, input, direction, curve, weight, missing, signal));
  }

  private static Curve curve(YamlNode node) {
    YamlFields fields = YamlFields.of(node, "a curve");
    Curve curve =
        fields.has("by_age")
            ? new Curve.ByAge(fields.list("by_age", ProfileFile::age))
            : simple(fields);
    fields.nothingElse();
    return curve;
  }

  /** {@code {from: days as a customer, linear: ...}}. */
  private static Curve.ByAge.Span age(YamlNode node) {
    YamlFields fields = YamlFields.of(node, "an age");
    int from = fields.integer("from");
    Curve.Simple curve = at(node.place(), () -> simple(fields));
    fields.nothingElse();
    return new Curve.ByAge.Span(from, curve);
  }

  private static Curve.Simple simple(YamlFields fields) {
    if (fields.has("linear")) {
      return new Curve.Linear(fields.list("linear", ProfileFile::corner));
    }
    if (fields.has("percentile")) {
      return new Curve.Percentile(fields.choice("percentile", Among.class));
    }
    if (fields.has("steps")) {
      // steps: [[edge, points below it], ...], beyond: points
      return new Curve.Steps(
          fields.list("steps", ProfileFile::corner), points(fields.node("beyond"), "'beyond'"));
    }
    throw fields
        .place()
        .wrong("a curve is 'linear', 'steps' with 'beyond', 'percentile' or 'by_age'");
  }

  private static Curve.Corner corner(YamlNode node) {
    List<YamlNode> pair = YamlFields.items(node, "a point of a curve");
    if (pair.size() != 2) {
      throw node.place().wrong("a point of a curve is [input, points]");
    }
    return new Curve.Corner(
        YamlFields.number(pair.get(0), "the input").doubleValue(),
        points(pair.get(1), "the points"));
  }

  private static int points(YamlNode node, String what) {
    try {
      return YamlFields.number(node, what).movePointRight(3).intValueExact();
    } catch (ArithmeticException e) {
      throw node.place().wrong(what + " can have three decimals at most");
    }
  }

  /** Says where a rule was broken, unless the message says so already. */
  private static <T> T at(YamlNode.Place place, Supplier<T> made) {
    try {
      return made.get();
    } catch (HoldfastException e) {
      throw String.valueOf(e.getMessage()).startsWith(place.file() + ":")
          ? e
          : place.wrong(String.valueOf(e.getMessage()));
    }
  }
}
