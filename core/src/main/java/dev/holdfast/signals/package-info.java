/**
 * Decides when a change deserves attention, and says why it does or does not.
 *
 * <p>Each rule is a contract in YAML. A detector is a pure function of what is known of an account
 * up to a day: it walks the days or weeks and says where the account stands and which episodes
 * there were. So any day can be replayed. What was raised and what ended is kept, append-only.
 * {@link dev.holdfast.signals.Signals} is the door.
 *
 * <p>Allowed imports: {@code base}, {@code warehouse}, {@code workspace}, {@code expressions},
 * {@code stats}, {@code facts}, {@code metrics}, {@code health}.
 */
@NullMarked
@Room(
    level = 5,
    mayImport = {"facts", "metrics", "health"})
package dev.holdfast.signals;

import dev.holdfast.base.Room;
import org.jspecify.annotations.NullMarked;
