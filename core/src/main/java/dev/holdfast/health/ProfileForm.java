package dev.holdfast.health;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A health profile as it is typed into a form: texts, right or wrong. It is read by the reader of
 * files, so a form and a file have the same mistakes.
 *
 * @param atRiskTo where the band at risk ends; empty when there is none
 * @param watchTo where the band watch ends; empty when there is none
 * @param measures in order
 */
public record ProfileForm(
    String name,
    String title,
    String order,
    String appliesTo,
    String why,
    String atRiskTo,
    String watchTo,
    String rollUp,
    List<Row> measures) {

  private static final Pattern PLACED =
      Pattern.compile(Pattern.quote(OwnProfiles.DRAFT_FILE) + ":(\\d+): (.*)", Pattern.DOTALL);
  private static final String UNPLACED = OwnProfiles.DRAFT_FILE + ": ";

  public ProfileForm {
    measures = List.copyOf(measures);
  }

  /**
   * One measure.
   *
   * @param group title of its group; measures of one group stand together
   * @param curve as a file writes it between braces: {@code linear: [[0, 0], [1, 100]]}
   */
  public record Row(
      String group,
      String name,
      String title,
      String input,
      String direction,
      String curve,
      String weight,
      String missing,
      String signal) {}

  /**
   * A mistake.
   *
   * @param field the field it is in, such as {@code order} or {@code m3.curve}; empty when it is in
   *     none of them
   * @param line of the file; 0 when it is on no line
   * @param words what is wrong
   */
  public record Mistake(String field, int line, String words) {}

  /** A profile as a form shows it. */
  public static ProfileForm of(HealthProfile profile) {
    String atRisk = "";
    String watch = "";
    for (Bands.Span span : profile.bands().spans()) {
      switch (span.band()) {
        case AT_RISK -> atRisk = Points.text(span.to());
        case WATCH -> watch = Points.text(span.to());
        case HEALTHY, UNKNOWN -> {}
      }
    }
    List<Row> rows = new ArrayList<>();
    for (MeasureGroup group : profile.groups()) {
      for (Measure measure : group.measures()) {
        rows.add(
            new Row(
                group.title(),
                measure.name(),
                measure.title(),
                measure.input().word(),
                measure.direction().name().toLowerCase(Locale.ROOT),
                ProfileText.curve(measure.curve()),
                measure.weight().toPlainString(),
                measure.missing().name().toLowerCase(Locale.ROOT),
                measure.signal().name().toLowerCase(Locale.ROOT)));
      }
    }
    return new ProfileForm(
        profile.name(),
        profile.title(),
        Integer.toString(profile.order()),
        profile.appliesTo(),
        profile.why(),
        atRisk,
        watch,
        profile.rollUp().word(),
        rows);
  }

  /** The form as a file. */
  public String yaml() {
    return write().text();
  }

  /** Where a mistake that the reader of {@link #yaml} found stands in the form. */
  public Mistake mistake(String message) {
    Matcher placed = PLACED.matcher(message);
    if (placed.matches()) {
      int line = Integer.parseInt(placed.group(1));
      Map.Entry<Integer, String> field = write().fields().floorEntry(line);
      return new Mistake(field == null ? "" : field.getValue(), line, placed.group(2));
    }
    String words = message.startsWith(UNPLACED) ? message.substring(UNPLACED.length()) : message;
    return new Mistake(
        words.startsWith("applies_to:") ? "applies_to" : words.contains("order") ? "order" : "",
        0,
        words);
  }

  private record Written(String text, TreeMap<Integer, String> fields) {}

  private static final class Lines {
    private final StringBuilder text = new StringBuilder();
    private final TreeMap<Integer, String> fields = new TreeMap<>();
    private int line;

    void add(String field, String text) {
      line++;
      fields.put(line, field);
      this.text.append(text).append('\n');
    }

    void add(String field, int indent, String key, String value) {
      add(field, " ".repeat(indent) + key + ": " + value);
    }
  }

  private Written write() {
    Lines lines = new Lines();
    lines.add("name", 0, "name", quoted(name));
    lines.add("title", 0, "title", quoted(title));
    lines.add("", 0, "version", "1");
    lines.add("order", 0, "order", quoted(order));
    lines.add("applies_to", 0, "applies_to", quoted(appliesTo));
    lines.add("why", 0, "why", quoted(why));
    lines.add("roll_up", 0, "roll_up", quoted(rollUp));
    bands(lines);
    lines.add("measures", "groups:");
    int group = 0;
    for (Map.Entry<String, List<Integer>> entry : groups().entrySet()) {
      group++;
      String first = "m" + entry.getValue().getFirst() + ".group";
      lines.add(first, 2, "- name", quoted(word(entry.getKey(), "group_" + group)));
      lines.add(first, 4, "title", quoted(entry.getKey()));
      lines.add(first, "    measures:");
      entry.getValue().forEach(index -> measure(lines, index));
    }
    return new Written(lines.text.toString(), lines.fields);
  }

  private void bands(Lines lines) {
    lines.add("bands", "bands:");
    String from = "0";
    if (!atRiskTo.isBlank()) {
      band(lines, "at_risk_to", "at_risk", from, atRiskTo);
      from = atRiskTo;
    }
    if (!watchTo.isBlank()) {
      band(lines, "watch_to", "watch", from, watchTo);
      from = watchTo;
    }
    if (!from.strip().equals("100")) {
      band(lines, watchTo.isBlank() ? "at_risk_to" : "watch_to", "healthy", from, "100");
    }
  }

  private static void band(Lines lines, String field, String band, String from, String to) {
    lines.add(
        field, "  - {band: " + band + ", from: " + quoted(from) + ", to: " + quoted(to) + "}");
  }

  /** Indexes of measures by the title of their group, in the order in which groups first appear. */
  private Map<String, List<Integer>> groups() {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < measures.size(); i++) {
      groups.computeIfAbsent(measures.get(i).group().strip(), g -> new ArrayList<>()).add(i);
    }
    return groups;
  }

  private void measure(Lines lines, int index) {
    Row row = measures.get(index);
    String at = "m" + index + ".";
    String called = row.name().isBlank() ? word(row.title(), "measure_" + index) : row.name();
    lines.add(at + "name", 6, "- name", quoted(called));
    lines.add(at + "title", 8, "title", quoted(row.title()));
    lines.add(at + "input", 8, "input", quoted(row.input()));
    lines.add(at + "direction", 8, "direction", quoted(row.direction()));
    lines.add(at + "curve", 8, "curve", "{" + oneLine(row.curve()) + "}");
    lines.add(at + "weight", 8, "weight", quoted(row.weight()));
    lines.add(at + "missing", 8, "missing", quoted(row.missing()));
    lines.add(at + "signal", 8, "signal", quoted(row.signal()));
  }

  private static String quoted(String text) {
    return ProfileText.quoted(text.strip());
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\r\\n]+", " ").strip();
  }

  /** A title as a name; another one when nothing is left of it. */
  private static String word(String title, String otherwise) {
    String word =
        title
            .strip()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^[_0-9]+|_+$", "");
    return word.isEmpty() ? otherwise : word;
  }
}
