package dev.holdfast.health;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The health of an account on a day, as it was recorded.
 *
 * @param score 0 to 100 with up to three decimals; null when the band is Unknown
 * @param coverage share of the weight that had data, 0 to 1
 * @param arrMinor yearly revenue on that day, in minor units of {@code currency}
 * @param currency null when the account has no subscription
 * @param computedAt everything recorded up to then was taken into account
 * @param restated why a day that was over was computed again; null when it was not
 */
public record HealthDay(
    String accountId,
    LocalDate day,
    String profile,
    int profileVersion,
    @Nullable Double score,
    Band band,
    double coverage,
    long arrMinor,
    @Nullable String currency,
    Instant computedAt,
    @Nullable String restated) {}
