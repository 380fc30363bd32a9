package dev.holdfast.reports;

import dev.holdfast.health.Band;
import org.jspecify.annotations.Nullable;

/**
 * How healthy an account is in a list.
 *
 * @param score 0 to 100; null when unknown
 * @param change points since 30 days before; null when either is unknown
 * @param coverage share of the weight that had data
 * @param bandBefore its band 30 days before; null when there was none
 * @param bandSince the first of the days without a break on which it had this band
 */
public record HealthMark(
    Band band,
    @Nullable Double score,
    @Nullable Double change,
    double coverage,
    @Nullable Band bandBefore,
    java.time.LocalDate bandSince) {}
