/**
 * Whole-system benchmarks: each runs its rival in the same process on the same data and prints one
 * JSON object. Nothing here asserts a time, since machines differ.
 */
@NullMarked
package dev.holdfast.bench;

import org.jspecify.annotations.NullMarked;
