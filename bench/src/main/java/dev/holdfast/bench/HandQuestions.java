package dev.holdfast.bench;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The same questions as the catalogue's, written by hand in SQL that DuckDB and PostgreSQL both
 * understand: one query a metric, of the default variant by month.
 *
 * @param texts the queries by metric
 */
record HandQuestions(Map<String, String> texts) {

  private static final double DAYS_OF_A_MONTH = 365.25 / 12;

  HandQuestions {
    texts = Map.copyOf(texts);
  }

  /** The queries of these metrics; one without is left out. */
  static HandQuestions of(Collection<String> metrics, Period year, Instant now) {
    Map<String, String> texts = new TreeMap<>();
    for (String metric : metrics) {
      resource("questions/" + metric + ".sql")
          .ifPresent(text -> texts.put(metric, filled(text, year, now)));
    }
    return new HandQuestions(texts);
  }

  Optional<String> of(String metric) {
    return Optional.ofNullable(texts.get(metric));
  }

  private static String filled(String text, Period year, Instant now) {
    LocalDateTime moment = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
    return text.replace("{from}", date(year.from()))
        .replace("{to}", date(year.to()))
        .replace("{today}", date(moment.toLocalDate()))
        .replace(
            "{now}",
            "timestamp '"
                + moment.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ')
                + "'");
  }

  /**
   * Statements that make the table {@code step} of the months that are asked about, and {@code
   * step_day} of the 56 days before the end of each, counted back from it.
   */
  static List<String> stepTables(Period year) {
    String rows =
        year.steps(Period.Grain.MONTH).stream()
            .sorted(Comparator.comparing(Period::from))
            .map(step ->
                "(" + date(step.from()) + ", " + date(step.to()) + ", " + months(step) + ")")
            .collect(Collectors.joining(", "));
    return List.of(
        "create table step (period_start date, period_end date, months double precision)",
        "insert into step values " + rows,
        "create table step_day as"
            + " select period_start, period_end, period_end - cast(back as integer) as day, back"
            + " from step cross join generate_series(1, 56) as days(back)");
  }

  private static double months(Period step) {
    LocalDate end = step.from().plusMonths(1);
    return step.to().equals(end) ? 1 : step.days() / DAYS_OF_A_MONTH;
  }

  private static String date(LocalDate day) {
    return "date '" + day + "'";
  }

  /** The statements of a file, which end with a semicolon at the end of a line. */
  static List<String> statements(String file) {
    String text =
        resource(file)
            .orElseThrow(() ->
                new HoldfastException(ErrorCode.BROKEN_PROMISE, "there is no resource " + file));
    return List.of(text.strip().split(";\\s*(\\n|$)"));
  }

  private static Optional<String> resource(String name) {
    try (InputStream in = HandQuestions.class.getResourceAsStream(name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.BROKEN_PROMISE, "cannot read " + name, e);
    }
  }
}
