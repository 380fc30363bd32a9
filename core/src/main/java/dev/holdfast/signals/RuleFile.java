package dev.holdfast.signals;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.FactType;
import dev.holdfast.health.Band;
import dev.holdfast.health.YamlFields;
import dev.holdfast.health.YamlNode;
import java.util.function.DoublePredicate;

/**
 * Reads the contract of a signal from YAML. Strict: an unknown key, a missing one or a rule broken
 * is an error that names the file and the line.
 */
final class RuleFile {

  private static final String KINDS =
      "band_crossing, score_drop, usage_limits, usage_cusum, silence, satisfaction_trend,"
          + " key_person_left, renewal_window, ticket_overdue, contradiction, seats_near_limit,"
          + " ready_for_guidance";

  private RuleFile() {}

  /**
   * Reads a contract.
   *
   * @throws HoldfastException {@code BAD_DEFINITION} that says where and what is wrong
   */
  static SignalRule read(String file, String yaml) {
    YamlFields fields = YamlFields.of(YamlNode.parse(file, yaml), "a signal");
    String name = fields.text("name");
    SignalRule.Wording words =
        new SignalRule.Wording(
            fields.text("title"),
            fields.text("question"),
            fields.text("owner"),
            fields.text("next_step"));
    int version = fields.integer("version");
    Severity severity = fields.choice("severity", Severity.class);
    SignalRule.Timing timing =
        new SignalRule.Timing(
            fields.integer("baseline_days"),
            fields.integer("confirm_days"),
            fields.integer("clear_days"));
    var sources = fields.list("sources", RuleFile::source);
    Detector detector = detector(fields.node("detector"));
    Double falseAlarms =
        fields.has("false_alarms_per_account_year")
            ? (Double) number(fields, "false_alarms_per_account_year", n -> n > 0 && n < 10)
            : null;
    fields.nothingElse();
    try {
      return new SignalRule(name, version, words, severity, timing, sources, detector, falseAlarms);
    } catch (HoldfastException e) {
      throw fields.place().wrong(String.valueOf(e.getMessage()));
    }
  }

  private static FactType source(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      try {
        return FactType.named(scalar.text().strip());
      } catch (HoldfastException e) {
        throw node.place().wrong(String.valueOf(e.getMessage()));
      }
    }
    throw node.place().wrong("a source is the name of a fact, such as usage_event");
  }

  private static Detector detector(YamlNode node) {
    YamlFields fields = YamlFields.of(node, "a detector");
    String kind = fields.text("kind");
    Detector detector =
        switch (kind) {
          case "band_crossing" ->
              new Detector.BandCrossing(band(fields), points(fields, "margin_points"));
          case "score_drop" ->
              new Detector.ScoreDrop(
                  points(fields, "points"), days(fields), points(fields, "clear_points"));
          case "usage_limits" ->
              new Detector.UsageLimits(
                  whole(fields, "weeks", 8, 104),
                  share(fields, "least_fall"),
                  number(fields, "least_volume", n -> n > 0));
          case "usage_cusum" ->
              new Detector.UsageCusum(
                  number(fields, "slack", n -> n >= 0 && n < 5),
                  number(fields, "threshold", n -> n > 0 && n < 50),
                  share(fields, "least_fall"),
                  number(fields, "least_volume", n -> n > 0));
          case "silence" -> new Detector.Silence(days(fields), share(fields, "chance"));
          case "satisfaction_trend" ->
              new Detector.SatisfactionTrend(
                  days(fields),
                  whole(fields, "least_answers", 5, 100),
                  share(fields, "probability"),
                  number(fields, "least_fall", n -> n > 0));
          case "key_person_left" -> new Detector.KeyPersonLeft(days(fields));
          case "renewal_window" -> new Detector.RenewalWindow(days(fields));
          case "ticket_overdue" -> new Detector.TicketOverdue(days(fields));
          case "contradiction" -> new Detector.Contradiction(days(fields));
          case "seats_near_limit" ->
              new Detector.SeatsNearLimit(share(fields, "share"), share(fields, "clear_share"));
          case "ready_for_guidance" -> new Detector.ReadyForGuidance(days(fields));
          default ->
              throw fields
                  .node("kind")
                  .place()
                  .wrong("'kind' cannot be '" + kind + "'; it is one of: " + KINDS);
        };
    fields.nothingElse();
    return detector;
  }

  private static Band band(YamlFields fields) {
    Band band = fields.choice("into", Band.class);
    if (band != Band.AT_RISK && band != Band.WATCH) {
      throw fields.node("into").place().wrong("'into' must be at_risk or watch");
    }
    return band;
  }

  private static int days(YamlFields fields) {
    return whole(fields, "days", 1, 365);
  }

  private static int whole(YamlFields fields, String key, int least, int most) {
    int number = fields.integer(key);
    if (number < least || number > most) {
      throw fields
          .node(key)
          .place()
          .wrong("'" + key + "' must lie between " + least + " and " + most + ", not " + number);
    }
    return number;
  }

  private static double points(YamlFields fields, String key) {
    return number(fields, key, n -> n >= 0 && n <= 100);
  }

  private static double share(YamlFields fields, String key) {
    return number(fields, key, n -> n > 0 && n <= 1);
  }

  private static double number(YamlFields fields, String key, DoublePredicate allowed) {
    double number = fields.number(key).doubleValue();
    if (!allowed.test(number)) {
      throw fields
          .node(key)
          .place()
          .wrong("'" + key + "' cannot be " + fields.number(key).toPlainString());
    }
    return number;
  }
}
