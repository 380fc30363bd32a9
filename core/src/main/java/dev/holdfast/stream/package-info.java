/**
 * Takes messages that products send while they run: accept, keep safe, read, deduplicate,
 * interpret, record.
 *
 * <p>{@link dev.holdfast.stream.Arrivals} is the door. A request is confirmed once the journal has
 * it on the disk. A load takes what the journal holds and stores it in one change of the warehouse:
 * facts, messages that failed, what was a duplicate, and how far it came. So every message ends in
 * exactly one of these, once, whenever the process may be killed.
 */
@NullMarked
@Room(
    level = 3,
    mayImport = {"facts", "journal"})
package dev.holdfast.stream;

import dev.holdfast.base.Room;
import org.jspecify.annotations.NullMarked;
