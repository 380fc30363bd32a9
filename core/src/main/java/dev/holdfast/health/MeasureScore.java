package dev.holdfast.health;

import org.jspecify.annotations.Nullable;

/**
 * What one measure gives to a score.
 *
 * @param reading what the input says; without data also when it has a value that cannot be compared
 * @param reference what its percentile was read from; null for other curves
 * @param points points of its input or of its policy, in thousandths; null when it is left out
 * @param effectiveWeight its share of the weights that count, 0 to 1; 0 when it is left out
 * @param contribution what it adds to the score, in thousandths; null when there is no score
 */
record MeasureScore(
    Measure measure,
    InputReading reading,
    @Nullable Reference reference,
    @Nullable Integer points,
    double effectiveWeight,
    @Nullable Integer contribution) {}
