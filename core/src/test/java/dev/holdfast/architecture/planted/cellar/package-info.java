/** A planted room, low down, that lists a higher one and is not null-marked. */
@Room(level = 1, mayImport = "attic")
package dev.holdfast.architecture.planted.cellar;

import dev.holdfast.base.Room;
