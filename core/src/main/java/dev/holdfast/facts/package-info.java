/**
 * What is known: typed facts, append-only, with two times, and how to read them as of an instant.
 *
 * <p>A fact's record class is its schema: {@link dev.holdfast.facts.FactType} derives the table,
 * the checks and the append from it. Nothing is updated or deleted; a correction is a new fact and
 * an undone import is a retraction, itself recorded.
 *
 * <p>Allowed imports: {@code base}, {@code warehouse}, {@code expressions}.
 */
@NullMarked
package dev.holdfast.facts;

import org.jspecify.annotations.NullMarked;
