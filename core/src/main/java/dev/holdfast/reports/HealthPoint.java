package dev.holdfast.reports;

import dev.holdfast.health.Band;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An account's health on a day of its history.
 *
 * @param score null when unknown
 * @param profile name and version of the profile, such as {@code default v1}
 */
public record HealthPoint(LocalDate day, @Nullable Double score, Band band, String profile) {}
