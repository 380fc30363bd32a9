/**
 * Where facts and results live: one writer with group commit, many readers with snapshots.
 *
 * <p>The only package that knows one engine from another. It knows tables and transactions, not
 * what is in them.
 *
 * <p>Allowed imports: {@code base}.
 */
@NullMarked
package dev.holdfast.warehouse;

import org.jspecify.annotations.NullMarked;
