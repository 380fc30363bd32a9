package dev.holdfast.facts;

import java.time.Instant;

/**
 * Where a fact comes from and when it was true.
 *
 * @param source the system that said so, such as {@code zendesk}
 * @param factId the fact's id, unique within its source
 * @param occurredAt when it was true
 */
public record Origin(String source, String factId, Instant occurredAt) {}
