package dev.holdfast.signals;

import java.time.LocalDate;

/**
 * One row behind a signal: what was, on which day, in numbers. Names nobody, so that it may be
 * shown to everybody who sees the account.
 *
 * @param amount with its unit, as it is read
 */
public record EvidenceRow(LocalDate day, String what, String amount) {}
