package dev.holdfast.reports;

import org.jspecify.annotations.Nullable;

/**
 * What a ticket asks for.
 *
 * @param subject its subject as last said; null when it has none
 */
public record Request(String ticketId, String accountId, @Nullable String subject) {}
