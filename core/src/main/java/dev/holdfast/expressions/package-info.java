/**
 * CEL in, typed jOOQ out: the only language of rules.
 *
 * <p>Import mappings, metric filters, segments and health conditions are written in CEL, parsed and
 * type-checked against declared names and functions, and become one SQL expression each. Nothing is
 * evaluated as a script.
 */
@NullMarked
@Room(
    level = 2,
    mayImport = {"base", "warehouse"})
package dev.holdfast.expressions;

import dev.holdfast.base.Room;
import org.jspecify.annotations.NullMarked;
