/**
 * A seeded, invented company with known truth: its facts for a first look, tests and benchmarks.
 *
 * <p>Accounts leave for stated causes with stated strengths; what really happened is written down
 * beside the facts, so that a metric, a score or a backtest can be held against it.
 *
 * <p>Allowed imports: {@code base}, {@code facts}, {@code warehouse}.
 */
@NullMarked
package dev.holdfast.demo;

import org.jspecify.annotations.NullMarked;
