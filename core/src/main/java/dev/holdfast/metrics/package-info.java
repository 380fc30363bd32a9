/**
 * Contracts compiled to one query each; estimates with intervals.
 *
 * <p>A metric is a YAML file read into a {@link dev.holdfast.metrics.Contract}. Classes ending in
 * {@code Queries} fetch sufficient statistics from facts or from relations made of facts; the
 * module {@code stats} turns them into an {@link dev.holdfast.metrics.Estimate}. {@link
 * dev.holdfast.metrics.Rollups} keeps the relations that are stored.
 */
@NullMarked
@Room(
    level = 3,
    mayImport = {"facts"})
package dev.holdfast.metrics;

import dev.holdfast.base.Room;
import org.jspecify.annotations.NullMarked;
