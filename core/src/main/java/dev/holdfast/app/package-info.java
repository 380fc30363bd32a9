/**
 * Wires the rooms together and runs them in order: {@link dev.holdfast.app.Holdfast} is all wiring,
 * {@link dev.holdfast.app.Pipeline} is one refresh, {@link dev.holdfast.app.Upkeep} repeats it
 * while a server runs, {@link dev.holdfast.app.Settings} is what a company may set.
 */
@NullMarked
@Room(
    level = 10,
    mayImport = {"facts", "journal", "intake", "stream", "metrics", "health", "signals", "reports"})
package dev.holdfast.app;

import dev.holdfast.base.Room;
import org.jspecify.annotations.NullMarked;
