/**
 * Ids, money, periods, the clock and error codes: nothing with an opinion about customer success.
 */
@NullMarked
@Room(level = 0)
package dev.holdfast.base;

import org.jspecify.annotations.NullMarked;
