/**
 * The team's own records: people and how they sign in, versions of definitions, overrides, marks on
 * the worklist, saved views, sources and their write keys, and the audit of all of it.
 *
 * <p>{@link dev.holdfast.workspace.Workspace} is the door. Each kind of record has an interface
 * here and one package-private {@code *Store} behind it that holds its SQL. Every change of a
 * record and its audit entry are one transaction.
 */
@NullMarked
@Room(level = 1, mayImport = "base")
package dev.holdfast.workspace;

import dev.holdfast.base.Room;
import org.jspecify.annotations.NullMarked;
