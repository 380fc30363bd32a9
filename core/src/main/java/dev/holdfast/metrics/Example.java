package dev.holdfast.metrics;

import static dev.holdfast.metrics.Estimator.require;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A worked example of a metric: facts that go in, and the number that must come out. Run as a test.
 *
 * @param title what it shows
 * @param source where the expected number comes from
 * @param facts what goes in
 * @param from first day of the period
 * @param to first day after it
 * @param zone zone of the period; null for UTC
 * @param variant null for the contract's first
 * @param by dimension, of which {@code is} picks one value; null for none
 * @param is value of that dimension
 * @param expect what must come out
 */
public record Example(
    String title,
    String source,
    List<Given> facts,
    LocalDate from,
    LocalDate to,
    @Nullable String zone,
    @Nullable String variant,
    @Nullable String by,
    @Nullable String is,
    Expected expect) {

  /**
   * Facts of one type.
   *
   * @param fact type, such as {@code survey_response}
   * @param times how often it is given, 1 when null; in its texts {@code #} stands for the number
   *     of the copy
   * @param at when it occurred, an ISO instant
   * @param everyDays days from one copy to the next, 0 when null
   * @param fields its columns; those not named are filled with a neutral value
   */
  public record Given(
      String fact,
      @Nullable Integer times,
      String at,
      @Nullable Integer everyDays,
      Map<String, Object> fields) {
    public Given {
      fields = Map.copyOf(fields);
    }
  }

  /**
   * What must come out; what is null is not looked at.
   *
   * @param tolerance largest difference of value and bounds, 1e-9 when null
   */
  public record Expected(
      @Nullable Double value,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Long n,
      @Nullable String absentReason,
      @Nullable Map<String, Long> excluded,
      @Nullable Double tolerance) {}

  public Example {
    require((by == null) == (is == null), "by and is belong together");
    facts = List.copyOf(facts);
  }
}
