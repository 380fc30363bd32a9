package dev.holdfast.health;

/**
 * What a draft would say of one account, beside what is published.
 *
 * @param published by the profile that scored the account
 * @param draft by the draft, whether or not the account would take it
 * @param taken whether the account would take the draft
 */
public record ProfileTrial(HealthExplanation published, HealthExplanation draft, boolean taken) {}
