package dev.holdfast.reports;

import dev.holdfast.base.Money;
import java.time.LocalDate;

/**
 * A change of an account's recurring revenue.
 *
 * @param kind {@code new}, {@code expansion}, {@code contraction}, {@code churn}, {@code
 *     reactivation}, {@code completed}
 * @param amount change of revenue a month; negative for losses
 * @param after revenue a month from that day on
 */
public record RevenueMovement(
    String accountId, LocalDate day, String kind, Money amount, Money after) {}
