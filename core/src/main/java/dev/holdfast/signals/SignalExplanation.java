package dev.holdfast.signals;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Why a rule does or does not speak of an account on a day, found by replay.
 *
 * @param state fires, seen, quiet, arming, held_back, muted, below_budget, answered
 * @param why the sentence: what was seen, or the clause that failed
 * @param signal the signal that goes on; null for none
 */
public record SignalExplanation(
    String accountId,
    String accountName,
    LocalDate day,
    String rule,
    int ruleVersion,
    String title,
    String state,
    String why,
    @Nullable Signal signal) {}
