/** A planted room, high up. */
@NullMarked
@Room(level = 5)
package dev.holdfast.architecture.planted.attic;

import dev.holdfast.base.Room;
import org.jspecify.annotations.NullMarked;
