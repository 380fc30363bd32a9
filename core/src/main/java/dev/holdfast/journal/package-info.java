/**
 * What was accepted, on the disk before anybody is told so: an append-only log of records.
 *
 * <p>{@link dev.holdfast.journal.Journal} confirms a record after it has reached the disk, hands
 * records out in order to whoever stores them for good, and forgets them once that is done. It
 * knows bytes and positions, not what they mean.
 */
@NullMarked
@Room(
    level = 1,
    mayImport = {"base"})
package dev.holdfast.journal;

import dev.holdfast.base.Room;
import org.jspecify.annotations.NullMarked;
