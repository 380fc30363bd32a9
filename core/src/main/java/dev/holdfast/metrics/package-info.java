/**
 * Contracts compiled to one query each; estimates with intervals.
 *
 * <p>A metric is a YAML file read into a {@link dev.holdfast.metrics.Contract}. Classes ending in
 * {@code Queries} fetch sufficient statistics from facts or {@link dev.holdfast.metrics.Relations};
 * the module {@code stats} turns them into an {@link dev.holdfast.metrics.Estimate}.
 *
 * <p>Allowed imports: {@code base}, {@code warehouse}, {@code expressions}, {@code facts}, {@code
 * stats}.
 */
@NullMarked
package dev.holdfast.metrics;

import org.jspecify.annotations.NullMarked;
