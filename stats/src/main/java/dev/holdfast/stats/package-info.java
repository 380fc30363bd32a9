/**
 * Statistics as pure functions: intervals, quantiles, ratios, ranks, survival and competing causes,
 * customer-base models, classification, changes over time, pooling, queues.
 *
 * <p>No clock, no input or output, no knowledge of customers. Every formula states its unit and
 * range, its rule for missing or zero input, its source, and the golden file that holds it to
 * account.
 *
 * <p>Allowed imports: the JDK, Hipparchus, JSpecify.
 */
@NullMarked
package dev.holdfast.stats;

import org.jspecify.annotations.NullMarked;
