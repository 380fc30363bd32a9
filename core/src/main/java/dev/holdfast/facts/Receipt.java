package dev.holdfast.facts;

import java.time.Instant;

/**
 * What became of an append, given after it reached the disk.
 *
 * @param recordedAt when the facts were recorded
 * @param accepted facts stored
 * @param duplicates facts left out because their source had sent the same id before
 */
public record Receipt(Instant recordedAt, int accepted, int duplicates) {}
