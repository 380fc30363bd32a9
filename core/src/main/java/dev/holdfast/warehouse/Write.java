package dev.holdfast.warehouse;

/**
 * A change to the warehouse, run inside a transaction by the one writer.
 *
 * <p>It may be run a second time when another change of the same group failed, so it must have no
 * effect outside the transaction.
 */
@FunctionalInterface
public interface Write<T> {
  T run(Writer writer);
}
