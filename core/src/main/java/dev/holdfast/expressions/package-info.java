/**
 * CEL in, typed jOOQ out: the only language of rules.
 *
 * <p>Import mappings, metric filters, segments and health conditions are written in CEL, parsed and
 * type-checked against declared names and functions, and become one SQL expression each. Nothing is
 * evaluated as a script.
 *
 * <p>Allowed imports: {@code base}, {@code warehouse}.
 */
@NullMarked
package dev.holdfast.expressions;

import org.jspecify.annotations.NullMarked;
