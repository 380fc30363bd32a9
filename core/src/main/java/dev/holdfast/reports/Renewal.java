package dev.holdfast.reports;

import java.time.LocalDate;

/**
 * The next end of a term at an account.
 *
 * @param on the first day after the term
 * @param inDays days until then from the day shown
 * @param subscriptions how many subscriptions end their term on that day
 * @param cancelled whether all of them are cancelled already, so that they end for sure
 */
public record Renewal(LocalDate on, long inDays, int subscriptions, boolean cancelled) {}
