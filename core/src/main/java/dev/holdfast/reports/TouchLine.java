package dev.holdfast.reports;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One touch: time somebody of the team spent with a customer. */
public record TouchLine(
    Instant at,
    String csm,
    @Nullable String personName,
    String kind,
    long minutes,
    String direction,
    @Nullable String channel,
    @Nullable String guidance) {}
