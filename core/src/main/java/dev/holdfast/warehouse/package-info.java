/**
 * Where facts and results live: one writer with group commit, many readers with snapshots.
 *
 * <p>The only package that knows one engine from another. It knows tables and transactions, not
 * what is in them.
 */
@NullMarked
@Room(
    level = 1,
    mayImport = {"base"})
package dev.holdfast.warehouse;

import dev.holdfast.base.Room;
import org.jspecify.annotations.NullMarked;
