/**
 * Combines what is known of an account into an explained, versioned score.
 *
 * <p>One query reads the inputs of accounts on days; a pure calculator turns them into a score
 * whose contributions add up to it; the inputs and the score of each day are kept. {@link
 * dev.holdfast.health.Health} is the door.
 *
 * <p>Allowed imports: {@code base}, {@code warehouse}, {@code workspace}, {@code expressions},
 * {@code stats}, {@code facts}, {@code metrics}.
 */
@NullMarked
@Room(
    level = 4,
    mayImport = {"facts", "metrics"})
package dev.holdfast.health;

import dev.holdfast.base.Room;
import org.jspecify.annotations.NullMarked;
