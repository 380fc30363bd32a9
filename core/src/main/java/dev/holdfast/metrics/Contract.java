package dev.holdfast.metrics;

import static dev.holdfast.metrics.Estimator.require;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period.Grain;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a metric, as its YAML file says it. Its components are the file's keys in snake
 * case; unknown keys are refused.
 *
 * @param key name in commands and files
 * @param version raised whenever a number may change
 * @param title name for people
 * @param question the question it answers
 * @param owner who keeps the definition
 * @param stakeholder who acts on it
 * @param nextStep what to do when it moves
 * @param unit unit of the value, such as {@code percent} or {@code hours}
 * @param direction which way is better
 * @param source a fact or a relation
 * @param where CEL condition on the source that says what the metric is about; null for all of it
 * @param leaveOut what is left out of that, and counted
 * @param estimator how the number is made
 * @param time column that places a row in a period; null when the estimator knows
 * @param grain usual step of a trend
 * @param zone whose midnights bound a period
 * @param dimensions the usual ones to break it down by
 * @param variants at least one; the first is the default
 * @param zeroDenominator what is said when there is nothing to divide by
 * @param minimumSample sample below which counts are shown but no value
 * @param sampleUnit what the sample counts, in the plural
 * @param thresholds values at which somebody acts; null for none
 * @param formula the formula in plain text
 * @param formulaSource where the formula comes from
 * @param notes what a reader should know; null when nothing
 * @param examples worked examples, which are tests
 */
public record Contract(
    String key,
    int version,
    String title,
    String question,
    String owner,
    String stakeholder,
    String nextStep,
    String unit,
    Direction direction,
    String source,
    @Nullable String where,
    @Nullable List<LeaveOut> leaveOut,
    Estimator estimator,
    @Nullable String time,
    Grain grain,
    ZoneRule zone,
    List<String> dimensions,
    List<Variant> variants,
    String zeroDenominator,
    int minimumSample,
    String sampleUnit,
    @Nullable List<Threshold> thresholds,
    String formula,
    String formulaSource,
    @Nullable String notes,
    List<Example> examples) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  /** Which way is better. */
  public enum Direction {
    HIGHER_IS_BETTER,
    LOWER_IS_BETTER,
    NEITHER
  }

  /** Whose midnights bound a period. */
  public enum ZoneRule {
    /** Those of the zone that the request names. */
    REQUEST,
    /** Those of the zone in which usage is counted by day, a setting of the company. */
    USAGE_DAY
  }

  /**
   * Rows that are left out and counted.
   *
   * @param reason why, in words
   * @param where CEL condition on the source's columns, and on {@code period_start} and {@code
   *     period_end}
   * @param anyTime whether rows outside the period are looked at too; null for no
   */
  public record LeaveOut(String reason, String where, @Nullable Boolean anyTime) {}

  /** Which side of a threshold makes somebody act. */
  public enum Side {
    ABOVE,
    BELOW
  }

  /**
   * A value at which somebody acts.
   *
   * @param side on which side of {@code at}
   * @param at the value, in the metric's unit
   * @param action what is done then; null when nothing is said
   * @param watchOnly whether it is on purpose that nothing is done
   */
  public record Threshold(Side side, double at, @Nullable String action, boolean watchOnly) {
    /** "below 30", for people. */
    public String words() {
      String number = at == Math.rint(at) ? Long.toString((long) at) : Double.toString(at);
      return side.name().toLowerCase(Locale.ROOT) + " " + number;
    }
  }

  /**
   * A way to compute the metric; what it does not say is as in the contract.
   *
   * @param name name in commands
   * @param title name for people
   * @param latestPer columns that identify a respondent, of whom only the latest row of each step
   *     counts; a row in which one of them is missing stands for itself
   */
  public record Variant(
      String name,
      String title,
      @Nullable String unit,
      @Nullable String source,
      @Nullable String where,
      @Nullable List<LeaveOut> leaveOut,
      @Nullable Estimator estimator,
      @Nullable String time,
      @Nullable List<String> latestPer,
      @Nullable Integer minimumSample,
      @Nullable String sampleUnit,
      @Nullable String formula) {
    public Variant {
      require(NAME.matcher(name).matches(), "'" + name + "' is not a variant's name");
    }
  }

  public Contract {
    require(NAME.matcher(key).matches(), "'" + key + "' is not a metric's key");
    require(version >= 1, "version must be 1 or more");
    require(minimumSample >= 0, "minimum_sample must be 0 or more");
    require(!variants.isEmpty(), "a metric has at least one variant");
    Set<String> names = new HashSet<>();
    for (Variant variant : variants) {
      require(names.add(variant.name()), "variant '" + variant.name() + "' is there twice");
    }
    leaveOut = leaveOut == null ? List.of() : List.copyOf(leaveOut);
    thresholds = thresholds == null ? List.of() : List.copyOf(thresholds);
    dimensions = List.copyOf(dimensions);
    variants = List.copyOf(variants);
    examples = List.copyOf(examples);
  }

  /** Values at which somebody acts. */
  @Override
  public List<Threshold> thresholds() {
    return thresholds == null ? List.of() : thresholds;
  }

  /** What a variant comes to; null for the default one. */
  public Definition definition(@Nullable String variantName) {
    Variant variant =
        variantName == null
            ? variants.getFirst()
            : variants.stream()
                .filter(one -> one.name().equals(variantName))
                .findFirst()
                .orElseThrow(() ->
                    new HoldfastException(
                        ErrorCode.NOT_FOUND,
                        "Metric '"
                            + key
                            + "' has no variant '"
                            + variantName
                            + "'. It has: "
                            + variants.stream()
                                .map(Variant::name)
                                .collect(Collectors.joining(", "))));
    return new Definition(
        this,
        variant,
        or(variant.unit(), unit),
        or(variant.source(), source),
        Optional.ofNullable(variant.where()).or(() -> Optional.ofNullable(where)).orElse(null),
        or(variant.leaveOut(), Optional.ofNullable(leaveOut).orElse(List.of())),
        or(variant.estimator(), estimator),
        Optional.ofNullable(variant.time()).or(() -> Optional.ofNullable(time)).orElse(null),
        or(variant.latestPer(), List.of()),
        or(variant.minimumSample(), minimumSample),
        or(variant.sampleUnit(), sampleUnit),
        or(variant.formula(), formula));
  }

  private static <T> T or(@Nullable T own, T common) {
    return own == null ? common : own;
  }
}
