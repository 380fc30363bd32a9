package dev.holdfast.signals;

import org.jspecify.annotations.Nullable;

/**
 * An account as signals know it.
 *
 * @param csm who looks after it, as facts name them; null for nobody
 */
record Customer(
    String accountId,
    String name,
    @Nullable String csm,
    @Nullable String country,
    @Nullable String segment) {}
