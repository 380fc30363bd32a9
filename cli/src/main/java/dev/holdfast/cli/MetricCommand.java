package dev.holdfast.cli;

import dev.holdfast.app.Holdfast;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.metrics.MetricJson;
import dev.holdfast.metrics.MetricRequest;
import dev.holdfast.metrics.MetricValue;
import dev.holdfast.metrics.Rows;
import dev.holdfast.metrics.VariantDifference;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast metric}. */
@Command(
    name = "metric",
    description = "Compute a metric, with its interval and what it was made of.",
    mixinStandardHelpOptions = true)
final class MetricCommand implements Runnable {

  private final Console console;

  @Mixin private DataFolder data = new DataFolder();

  @Parameters(paramLabel = "KEY", description = "Which metric; 'holdfast metrics' lists them.")
  private String key = "";

  @Option(names = "--from", description = "First day; default the first of last month.")
  private @Nullable LocalDate from;

  @Option(names = "--to", description = "First day after; default the first of this month.")
  private @Nullable LocalDate to;

  @Option(names = "--zone", description = "Zone of the days; default the company's.")
  private @Nullable ZoneId zone;

  @Option(names = "--grain", description = "${COMPLETION-CANDIDATES}; default total.")
  private Period.Grain grain = Period.Grain.TOTAL;

  @Option(
      names = "--by",
      split = ",",
      paramLabel = "DIM",
      description = "Break it down, such as by tier or by country.")
  private List<String> by = new ArrayList<>();

  @Option(names = "--variant", description = "Another variant than the contract's first.")
  private @Nullable String variant;

  @Option(
      names = "--against",
      paramLabel = "VARIANT",
      description = "Hold the variant against another one: the accounts that make the difference.")
  private @Nullable String against;

  @Option(
      names = "--where",
      paramLabel = "CEL",
      description = "Only these, such as 'tier == \"Small\"'.")
  private @Nullable String where;

  @Option(
      names = "--as-of",
      paramLabel = "T",
      description = "What was known then: an instant, or the end of a day.")
  private @Nullable String asOf;

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default table.")
  private Format format = Format.TABLE;

  @Option(names = "--rows", description = "The rows it was made of instead of the number.")
  private boolean rows;

  @Option(names = "--limit", description = "How many rows at most; default 1000.")
  private int limit = 1000;

  @Option(
      names = "--context",
      description = "Whether the situation matters: by weekday, hour, holiday and the like.")
  private boolean context;

  @Option(names = "--sql", description = "The query instead of the number.")
  private boolean sql;

  MetricCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    try (Holdfast holdfast = data.open()) {
      holdfast.pipeline().refreshRollups();
      MetricRequest request = request(holdfast);
      if (sql) {
        console.line(holdfast.metrics().query(request));
      } else if (against != null) {
        print(holdfast.metrics().difference(request, against, limit));
      } else if (context) {
        ContextText.print(holdfast.metrics().context(request), console, format);
      } else if (rows) {
        print(holdfast.metrics().rows(request, limit));
      } else {
        print(holdfast.metrics().evaluate(request));
      }
    }
  }

  private MetricRequest request(Holdfast holdfast) {
    ZoneId days = zone == null ? holdfast.settings().zone() : zone;
    LocalDate thisMonth = LocalDate.ofInstant(holdfast.clock().instant(), days).withDayOfMonth(1);
    LocalDate end = to == null ? thisMonth : to;
    LocalDate start = from == null ? end.minusDays(1).withDayOfMonth(1) : from;
    return new MetricRequest(
        key,
        variant,
        new Period(start, end, days),
        grain,
        by,
        where,
        asOf == null ? Knowledge.now() : Knowledge.asOf(moment(asOf, days)));
  }

  /** An instant, or the last moment of a local day. */
  static Instant moment(String text, ZoneId zone) {
    try {
      return text.length() == "2026-01-31".length()
          ? LocalDate.parse(text).plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1000)
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "--as-of must be a day such as 2026-01-31 or an instant such as 2026-01-31T09:00:00Z,"
              + " not '"
              + text
              + "'",
          e);
    }
  }

  private void print(Rows made) {
    switch (format) {
      case TABLE -> console.table(made.columns(), made.rows());
      case CSV -> console.csv(made.columns(), made.rows());
      case JSON ->
          console.json(
              made.rows().stream()
                  .map(row -> {
                    var object = new java.util.LinkedHashMap<String, @Nullable Object>();
                    for (int i = 0; i < row.size(); i++) {
                      object.put(made.columns().get(i), row.get(i));
                    }
                    return object;
                  })
                  .toList());
    }
    if (made.truncated()) {
      console.remark("There are more rows; ask for them with --limit.");
    }
  }

  private void print(VariantDifference difference) {
    if (format == Format.JSON) {
      console.line(MetricJson.write(difference));
      return;
    }
    boolean exact = format == Format.CSV;
    List<String> columns = List.of("account", "makes", "own", "own_against");
    List<List<@Nullable Object>> cells =
        difference.parts().stream()
            .map(part ->
                Arrays.<@Nullable Object>asList(
                    part.accountId() == null ? "(no account)" : part.accountId(),
                    number(part.contribution(), exact),
                    number(part.own(), exact),
                    number(part.otherOwn(), exact)))
            .toList();
    if (exact) {
      console.csv(columns, cells);
      return;
    }
    console.line(said(difference.value()) + "; against it " + said(difference.other()) + ".");
    console.table(columns, cells);
    long more = difference.accounts() - difference.parts().size();
    if (more > 0) {
      console.remark(
          more
              + " more accounts make "
              + number(difference.rest(), false)
              + "; --limit shows them.");
    }
    if (difference.remark() != null) {
      console.remark(difference.remark());
    }
  }

  private static String said(MetricValue value) {
    return value.variant()
        + " is "
        + (value.value().isPresent()
            ? number(value.estimate().value(), false) + " " + value.unit()
            : "not known (" + value.absentReason().orElse("") + ")");
  }

  private void print(List<MetricValue> values) {
    if (format == Format.JSON) {
      console.line(MetricJson.write(values));
      return;
    }
    List<String> columns = new ArrayList<>(List.of("from", "to"));
    columns.addAll(by);
    columns.addAll(
        List.of(
            "value",
            "unit",
            "low",
            "high",
            "n",
            "numerator",
            "denominator",
            "excluded",
            "absent_reason"));
    List<List<@Nullable Object>> cells =
        values.stream().map(value -> cells(value, format == Format.CSV)).toList();
    if (format == Format.CSV) {
      console.csv(columns, cells);
    } else {
      console.table(columns, cells);
    }
  }

  private List<@Nullable Object> cells(MetricValue value, boolean exact) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(value.period().from());
    cells.add(value.period().to());
    by.forEach(dimension -> cells.add(value.dimension(dimension).orElse("(not known)")));
    cells.add(number(value.estimate().value(), exact));
    cells.add(value.unit());
    cells.add(value.interval().map(interval -> number(interval.low(), exact)).orElse(null));
    cells.add(value.interval().map(interval -> number(interval.high(), exact)).orElse(null));
    cells.add(value.estimate().n());
    cells.add(number(value.estimate().numerator(), exact));
    cells.add(number(value.estimate().denominator(), exact));
    cells.add(
        value.excluded().entrySet().stream()
            .map(reason -> reason.getValue() + " " + reason.getKey())
            .collect(Collectors.joining("; ")));
    cells.add(value.absentReason().orElse(null));
    return cells;
  }

  private static @Nullable String number(@Nullable Double number, boolean exact) {
    if (number == null || number.isInfinite()) {
      return null;
    }
    if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      return Long.toString(number.longValue());
    }
    return exact ? Double.toString(number) : String.format(Locale.ROOT, "%.5f", number);
  }
}
