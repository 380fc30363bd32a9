package dev.holdfast.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By how much two variants of a metric differ over a period, and which accounts make the
 * difference.
 *
 * @param value the number by the variant asked for
 * @param other the number by the variant it is held against
 * @param parts what accounts contribute, the largest in size first; empty when one of both has no
 *     value
 * @param exact whether the contributions of all accounts add up to the difference; they do when one
 *     of both numbers is a sum or a mean over accounts, and need not for two medians or models
 * @param accounts how many accounts contribute something
 * @param remark what a reader should know, in words; null for nothing
 */
public record VariantDifference(
    MetricValue value,
    MetricValue other,
    List<Part> parts,
    boolean exact,
    long accounts,
    @Nullable String remark) {

  /**
   * What one account contributes.
   *
   * @param accountId the account; null for rows that belong to none
   * @param contribution part of {@code value - other}, in the metric's unit
   * @param own the account's own number by the variant asked for; null when it has none
   * @param otherOwn the account's own number by the other variant; null when it has none
   */
  public record Part(
      @Nullable String accountId,
      double contribution,
      @Nullable Double own,
      @Nullable Double otherOwn) {}

  public VariantDifference {
    parts = List.copyOf(parts);
  }

  /** What the contributions of the accounts that are shown leave over. */
  public double rest() {
    Double one = value.estimate().value();
    Double two = other.estimate().value();
    return one == null || two == null
        ? 0
        : one - two - parts.stream().mapToDouble(Part::contribution).sum();
  }
}
