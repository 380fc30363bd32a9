/** Holds the house to its rules: who may import whom, where SQL may stand. */
@NullMarked
package dev.holdfast.architecture;

import org.jspecify.annotations.NullMarked;
