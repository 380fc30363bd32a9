/**
 * Takes outside data: parse, map, validate, deduplicate, quarantine, record.
 *
 * <p>{@link dev.holdfast.intake.Imports} is the door. A file's rows are staged as text, one query
 * per fact turns them into candidates and problems, and one change of the warehouse stores what is
 * new. Bad input is not an exception here: it is a row in quarantine with a reason.
 */
@NullMarked
@Room(level = 3, mayImport = "facts")
package dev.holdfast.intake;

import dev.holdfast.base.Room;
import org.jspecify.annotations.NullMarked;
