package dev.holdfast.metrics;

import dev.holdfast.base.Period;
import dev.holdfast.stats.Interval;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the situation matters for a metric: what it was in each situation beside all others, the
 * differences that stand first. It says what goes together, never why.
 *
 * @param metric key of the contract
 * @param variant name of the variant
 * @param unit unit of the means; that of a row's outcome, which may not be the metric's own
 * @param period the span it is about
 * @param asOf the instant up to which facts were known
 * @param n how many rows were looked at, in the contract's sample unit
 * @param sampleUnit what the rows are, in the plural
 * @param accounts how many accounts they belong to; a row without one stands for itself
 * @param outcome what is compared, in words
 * @param rows by rank: those that stand by the size of the pooled difference, then the others
 * @param hidden how many values were left out, since they or the rest have fewer than five rows
 * @param rule when a difference is called one, in words
 * @param notRecorded kinds of calendar span of which none is known, in words
 * @param remarks what a reader should know, in sentences
 */
public record ContextTable(
    String metric,
    String variant,
    String unit,
    Period period,
    Instant asOf,
    long n,
    String sampleUnit,
    long accounts,
    String outcome,
    List<Row> rows,
    int hidden,
    String rule,
    List<String> notRecorded,
    List<String> remarks) {

  /** A value with fewer rows than this is not shown. */
  public static final int LEAST_ROWS = 5;

  /** Share of false ones among the differences that are called so, on average at most. */
  public static final double FALSE_SHARE = 0.05;

  public ContextTable {
    rows = List.copyOf(rows);
    notRecorded = List.copyOf(notRecorded);
    remarks = List.copyOf(remarks);
  }

  /**
   * One situation.
   *
   * @param tag which circumstance
   * @param value which of its values, for people
   * @param n rows in that situation
   * @param accounts how many accounts they belong to
   * @param mean mean outcome in that situation
   * @param difference that mean less the mean of all other rows
   * @param judgement how sure the difference is; null when it rests on too few accounts
   * @param verdict the same in words
   */
  public record Row(
      ContextTag tag,
      String value,
      long n,
      long accounts,
      double mean,
      double difference,
      @Nullable Judgement judgement,
      String verdict) {

    /** Whether the difference passes the table's rule. */
    public boolean stands() {
      return judgement != null && judgement.stands();
    }
  }

  /**
   * How sure a difference is.
   *
   * @param interval 95 % interval of the difference
   * @param shrunken the difference drawn toward none, the more the less is known about it
   * @param probability two-sided p value
   * @param adjusted the p value after Benjamini and Hochberg over the table
   */
  public record Judgement(Interval interval, double shrunken, double probability, double adjusted) {

    boolean stands() {
      return adjusted <= FALSE_SHARE;
    }
  }

  /** Whether a definition's rows can be compared by situation at all. */
  public static boolean isPossibleFor(Definition definition) {
    return ContextOutcome.isPossibleFor(definition);
  }

  /** How many differences pass the rule. */
  public long standing() {
    return rows.stream().filter(Row::stands).count();
  }
}
