package dev.holdfast.intake;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.expressions.Variable;
import dev.holdfast.facts.FactColumn;
import dev.holdfast.facts.FactType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A first mapping for a file, made from its header and first thousand rows. It runs as it is; what
 * could not be guessed stands in comments.
 */
public final class Suggestion {

  private static final String ACCOUNT =
      "(account|customer|client|company|org|organisation|organization|tenant|workspace)(_?id|_key)?";
  private static final String PERSON = "(user|person|contact|respondent|member)(_?id)?";
  private static final String AMOUNT =
      ".*(amount|price|mrr|revenue|total|charge|fee|value|gbp|usd|eur).*";
  private static final String EVENT = "event|event_name|event_type|feature|feature_name|action";
  private static final String SCORE = ".*(score|rating|nps|csat|ces|answer).*";

  private final FileSample sample;
  private final Set<String> used = new HashSet<>();
  private final StringBuilder out = new StringBuilder();
  private final String name;

  private Suggestion(FileSample sample, String name) {
    this.sample = sample;
    this.name = name;
  }

  /** The text of a mapping for a file. */
  public static String forFile(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new HoldfastException(ErrorCode.BAD_FILE, "There is no file " + file);
    }
    String name =
        String.valueOf(file.getFileName())
            .replaceAll("\\.[^.]*$", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "_");
    return new Suggestion(FileSample.of(file), name).write();
  }

  private String write() {
    FactType type = type();
    out.append(
        "# A first mapping, guessed from the header and the first rows. Look at each line;\n");
    out.append("# run it with --dry-run before you import.\n");
    line("mapping: " + name);
    line("version: 1");
    line("file: " + format());
    line("source: " + name);
    line("zone: UTC # the zone in which dates begin and local times are read");
    line("facts:");
    line("  - fact: " + type.word());
    line("    fields:");
    if (!type.isState()) {
      field("fact_id", id());
    }
    Optional<String> when = when();
    when.ifPresent(expression -> field("occurred_at", expression));
    if (when.isEmpty()) {
      comment("occurred_at: no column with dates was found; the state counts from the import on");
    }
    for (FactColumn column : type.columns()) {
      column(type, column);
    }
    List<String> rest =
        sample.columns().stream().map(ColumnSample::name).filter(c -> !used.contains(c)).toList();
    attributes(type, rest);
    return out.toString();
  }

  /** The fact that the columns speak of; an account when they speak of nothing else. */
  private FactType type() {
    boolean dated = when().isPresent();
    if (dated && (find("subscription(_?id)?").isPresent() || find("mrr.*").isPresent())) {
      return find(EVENT).isPresent() ? FactType.USAGE_EVENT : FactType.SUBSCRIPTION;
    }
    if (dated && find("(ticket|incident|case)(_?(id|number))?").isPresent()) {
      return FactType.TICKET_EVENT;
    }
    if (dated && score().isPresent()) {
      return FactType.SURVEY_RESPONSE;
    }
    if (dated && find(EVENT).isPresent()) {
      return FactType.USAGE_EVENT;
    }
    if (dated && find("(order|invoice|transaction|purchase)(_?(id|no|number))?").isPresent()) {
      return FactType.PURCHASE;
    }
    if (find("e_?mail.*").isPresent() && find(PERSON).isPresent()) {
      return FactType.PERSON;
    }
    return FactType.ACCOUNT;
  }

  private String format() {
    FileFormat format = sample.format();
    return switch (format.kind()) {
      case PARQUET -> "{ format: parquet }";
      case JSON_LINES -> "{ format: jsonl" + encoding(format) + " }";
      case CSV ->
          "{ format: csv, delimiter: \""
              + (format.delimiter() == '\t' ? "\\t" : format.delimiter())
              + "\""
              + encoding(format)
              + ", header: true, missing: "
              + format.missing().stream()
                  .map(text -> "\"" + text + "\"")
                  .collect(Collectors.joining(", ", "[", "]"))
              + " }";
    };
  }

  private static String encoding(FileFormat format) {
    return format.encoding().equals(StandardCharsets.UTF_8)
        ? ""
        : ", encoding: " + format.encoding().name();
  }

  private String id() {
    return sample.columns().stream()
        .filter(ColumnSample::unique)
        .filter(column ->
            column.plainName().matches(".*(id|number|no|key|ref|invoice|incident|ticket|code)"))
        .findFirst()
        .map(this::use)
        .orElse(MappingCompiler.ROW_HASH);
  }

  private Optional<String> when() {
    List<ColumnSample> dated =
        sample.columns().stream()
            .filter(ColumnSample::alwaysThere)
            .filter(c -> !moment(c).isEmpty())
            .toList();
    return dated.stream()
        .filter(c -> c.plainName().matches(".*(created|opened|submitted|start|sign|date|time|at)$"))
        .findFirst()
        .or(() -> dated.stream().findFirst())
        .map(Suggestion::moment);
  }

  /** The expression of a column's instant or date; empty when it holds none. */
  private static String moment(ColumnSample column) {
    if (column.instants()) {
      return "instant(" + reference(column.name()) + ")";
    }
    List<String> times = column.timeFormats();
    if (!times.isEmpty()) {
      return "instant(" + reference(column.name()) + ", 'UTC', " + formats(times) + ")";
    }
    return day(column);
  }

  private static String day(ColumnSample column) {
    List<String> dates = column.dateFormats();
    return dates.isEmpty() || (column.integers() && !column.plainName().contains("date"))
        ? ""
        : "date(" + reference(column.name()) + ", " + formats(dates) + ")";
  }

  private static String formats(List<String> formats) {
    return formats.stream().map(f -> "\"" + f + "\"").collect(Collectors.joining(", "));
  }

  private void column(FactType type, FactColumn column) {
    if (column.kind() == FactColumn.Kind.ATTRIBUTES) {
      return;
    }
    Optional<String> guess = guess(type, column);
    if (guess.isPresent()) {
      field(column.name(), guess.get());
    } else if (column.required()) {
      field(column.name(), fallback(column) + " # not guessed: " + explain(column));
    } else {
      comment(column.name() + ": not found; " + explain(column));
    }
  }

  private static String explain(FactColumn column) {
    return column.kind() == FactColumn.Kind.CHOICE
        ? "one of " + String.join(", ", column.choices())
        : column.kind().name().toLowerCase(Locale.ROOT);
  }

  private static String fallback(FactColumn column) {
    return switch (column.kind()) {
      case TEXT, ATTRIBUTES -> column.name().equals("currency") ? "\"'EUR'\"" : "\"'unknown'\"";
      case CHOICE -> "\"'" + column.choices().getFirst() + "'\"";
      case INTEGER -> column.name().equals("scale_max") ? "5" : "1";
      case BOOLEAN -> column.name().equals("high_is_good") ? "true" : "false";
      case DATE -> "date('2000-01-01')";
      case INSTANT -> "instant('2000-01-01T00:00:00Z')";
    };
  }

  private Optional<String> guess(FactType type, FactColumn column) {
    return switch (column.name()) {
      case "account_id" -> find(ACCOUNT).or(this::anyUnique).map(this::use);
      case "person_id" -> find(PERSON).map(this::use);
      case "subscription_id", "order_id", "ticket_id", "response_id" -> ownId(column.name());
      case "amount_minor" ->
          numbers(AMOUNT).map(c -> "money(" + use(c) + ", 'EUR') # is it in euros?");
      case "score" -> score().map(c -> wholeNumber(c));
      case "quantity" -> numbers("quantity|count|usage_count|seats|units").map(c -> wholeNumber(c));
      case "duration_seconds" -> numbers(".*dur.*sec.*|seconds").map(c -> wholeNumber(c));
      case "started_on" -> firstDate(".*start.*|.*sign.*|.*since.*|.*from.*");
      case "cancelled_on" -> firstDate(".*cancel.*|.*end.*|.*churn.*");
      case "name" -> find(type == FactType.USAGE_EVENT ? EVENT : ".*name").map(this::use);
      case "email" -> find("e_?mail.*").map(this::use);
      case "session_id" -> find("session(_?id)?").map(this::use);
      case "instrument" ->
          score().map(c -> "\"'" + (c.plainName().contains("nps") ? "nps" : "csat") + "'\"");
      case "survey" -> Optional.of("\"'" + name + "'\"");
      case "scale_min" -> score().map(c -> c.plainName().contains("nps") ? "0" : "1");
      case "scale_max" -> score().map(c -> c.plainName().contains("nps") ? "10" : "5");
      case "lifecycle", "status", "role" -> Optional.empty();
      default ->
          column.kind() == FactColumn.Kind.TEXT
              ? find(".*" + column.name()).map(this::use)
              : Optional.empty();
    };
  }

  private Optional<String> ownId(String column) {
    String word = column.replace("_id", "");
    String others =
        word.equals("order")
            ? "|invoice|transaction"
            : word.equals("ticket") ? "|incident|case" : "";
    return find("(" + word + others + ")(_?(id|no|number))?")
        .map(this::use)
        .or(() -> Optional.of(id()));
  }

  private Optional<ColumnSample> anyUnique() {
    return sample.columns().stream().filter(ColumnSample::unique).findFirst();
  }

  private Optional<ColumnSample> score() {
    return numbers(SCORE).filter(c -> c.distinct() <= 11);
  }

  private Optional<ColumnSample> numbers(String pattern) {
    return find(pattern).filter(ColumnSample::numbers);
  }

  private String wholeNumber(ColumnSample column) {
    String reference = use(column);
    return column.integers() ? "integer(" + reference + ")" : "round(number(" + reference + "))";
  }

  private Optional<String> firstDate(String pattern) {
    return sample.columns().stream()
        .filter(c -> c.plainName().matches(pattern))
        .filter(c -> !day(c).isEmpty())
        .findFirst()
        .map(c -> {
          use(c);
          return day(c);
        });
  }

  private Optional<ColumnSample> find(String pattern) {
    return sample.byPlainName().entrySet().stream()
        .filter(entry -> entry.getKey().matches(pattern))
        .map(Map.Entry::getValue)
        .filter(column -> !column.values().isEmpty())
        .findFirst();
  }

  private String use(ColumnSample column) {
    used.add(column.name());
    return reference(column.name());
  }

  private static String reference(String column) {
    return Variable.isName(column) && !column.contains(".") && !column.equals("row")
        ? column
        : "row['" + column.replace("\\", "\\\\").replace("'", "\\'") + "']";
  }

  private void attributes(FactType type, List<String> rest) {
    Optional<FactColumn> column =
        type.columns().stream().filter(c -> c.kind() == FactColumn.Kind.ATTRIBUTES).findFirst();
    List<String> doubts = new ArrayList<>();
    if (column.isPresent() && !rest.isEmpty()) {
      line("      " + column.get().name() + ":");
      rest.forEach(name -> line("        " + quoted(name) + ": " + quoted(reference(name))));
    } else if (!rest.isEmpty()) {
      doubts.add("not used: " + String.join(", ", rest));
    }
    sample.columns().stream()
        .filter(c -> c.ambiguous(c.dateFormats()) || c.ambiguous(c.timeFormats()))
        .forEach(c -> doubts.add(c.name() + ": day and month cannot be told apart"));
    doubts.forEach(doubt -> line("# " + doubt.replace("\n", " ")));
  }

  private void field(String field, String expression) {
    boolean plain = expression.startsWith("\"") || expression.matches("[\\w ().#?,']*");
    int comment = expression.indexOf(" # ");
    String value = comment < 0 || plain ? expression : expression.substring(0, comment);
    String tail = comment < 0 || plain ? "" : expression.substring(comment);
    line("      " + field + ": " + (plain ? value : quoted(value)) + tail);
  }

  private void comment(String text) {
    line("      # " + text);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
