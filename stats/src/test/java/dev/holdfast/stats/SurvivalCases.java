package dev.holdfast.stats;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Survival curves of the golden files, by case and group. */
final class SurvivalCases {

  private SurvivalCases() {}

  static KaplanMeier freireich(String group) {
    return individuals(Golden.table("freireich_input.csv"), "t", "e", "g", group);
  }

  /** A made-up case of the R script; entries of -1 mean under observation from the start. */
  static KaplanMeier made(String name, String group) {
    List<Golden.Row> rows =
        Golden.ours("survival_cases.csv").stream()
            .filter(row -> row.text("case").equals(name))
            .toList();
    boolean late = rows.stream().anyMatch(row -> row.number("entry") >= 0);
    if (!late) {
      return individuals(rows, "time", "event", "group", group);
    }
    List<KaplanMeier.Entry> entries =
        rows.stream()
            .filter(row -> row.text("group").equals(group))
            .map(row -> new KaplanMeier.Entry(row.number("entry"), 1))
            .toList();
    return KaplanMeier.of(exits(rows, "time", "event", "group", group), entries);
  }

  /** Telco rebuilt from its own counts by month. */
  static KaplanMeier telco(String file, String group) {
    return KaplanMeier.of(
        Golden.table(file).stream()
            .filter(row -> row.text("group").equals(group))
            .map(row ->
                new KaplanMeier.TimeCount(
                    row.number("time"), row.count("events"), row.count("censored")))
            .toList());
  }

  /** Any case of {@code survival_checks.csv}. */
  static KaplanMeier named(String name, String group) {
    return switch (name) {
      case "freireich" -> freireich(group);
      case "telco" -> telco("km_telco_contract.csv", "Contract=" + group);
      default -> made(name, group);
    };
  }

  /** All groups of a case, in the order of the checks. */
  static List<KaplanMeier> groups(String name) {
    Set<String> groups = new LinkedHashSet<>();
    for (Golden.Row row : Golden.ours("survival_checks.csv")) {
      if (row.text("case").equals(name) && row.text("what").equals("quantile")) {
        groups.add(row.text("group"));
      }
    }
    return groups.stream().map(group -> named(name, group)).toList();
  }

  private static KaplanMeier individuals(
      List<Golden.Row> rows, String time, String event, String groups, String group) {
    return KaplanMeier.of(exits(rows, time, event, groups, group));
  }

  private static List<KaplanMeier.TimeCount> exits(
      List<Golden.Row> rows, String time, String event, String groups, String group) {
    List<KaplanMeier.TimeCount> exits = new ArrayList<>();
    for (Golden.Row row : rows) {
      if (row.text(groups).equals(group)) {
        long events = row.count(event);
        exits.add(new KaplanMeier.TimeCount(row.number(time), events, 1 - events));
      }
    }
    return exits;
  }
}
