/**
 * The command line: turns words into calls and results into text. Holds no rule of the business.
 *
 * <p>Exit codes: 0 done; 1 Holdfast failed; 2 the request was wrong; 3 something outside failed.
 */
@NullMarked
package dev.holdfast.cli;

import org.jspecify.annotations.NullMarked;
