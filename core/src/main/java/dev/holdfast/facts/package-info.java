/**
 * What is known: typed facts, append-only, with two times, and how to read them as of an instant.
 *
 * <p>A fact's record class is its schema: {@link dev.holdfast.facts.FactType} derives the table,
 * the checks and the append from it. Nothing is updated or deleted; a correction is a new fact and
 * an undone import is a retraction, itself recorded.
 */
@NullMarked
@Room(level = 2)
package dev.holdfast.facts;

import dev.holdfast.base.Room;
import org.jspecify.annotations.NullMarked;
