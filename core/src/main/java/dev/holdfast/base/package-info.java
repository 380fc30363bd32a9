/**
 * Ids, money, periods, the clock and error codes: nothing with an opinion about customer success.
 *
 * <p>Allowed imports: none of Holdfast's own packages.
 */
@NullMarked
package dev.holdfast.base;

import org.jspecify.annotations.NullMarked;
