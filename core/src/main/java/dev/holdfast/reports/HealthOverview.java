package dev.holdfast.reports;

import dev.holdfast.base.Money;
import dev.holdfast.health.Band;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The health of the customers in sight on a day.
 *
 * @param day the last recorded day; null when nothing is recorded
 * @param bands from the worst to the best, Unknown last; all four, also when empty
 * @param falls those that lost most in 30 days
 * @param rises those that gained most in 30 days
 * @param unknown those without a score, the largest revenue first
 */
public record HealthOverview(
    @Nullable LocalDate day,
    int customers,
    List<BandLine> bands,
    List<AccountLine> falls,
    List<AccountLine> rises,
    List<Unknown> unknown) {

  private static final int MOVERS = 8;
  private static final int LISTED = 20;

  /** Accounts of a band and their yearly revenue; null when none of them has any. */
  public record BandLine(Band band, int accounts, @Nullable Money arr) {}

  /** An account without a score, and why. */
  public record Unknown(AccountLine line, String why) {}

  static HealthOverview of(
      @Nullable LocalDate day, List<AccountLine> customers, Map<String, String> whyUnknown) {
    List<BandLine> bands =
        List.of(Band.AT_RISK, Band.WATCH, Band.HEALTHY, Band.UNKNOWN).stream()
            .map(band -> {
              Portfolio.Sums sums =
                  Portfolio.sums(customers.stream().filter(line -> band(line) == band).toList());
              return new BandLine(band, sums.accounts(), sums.arr());
            })
            .toList();
    List<AccountLine> moved =
        customers.stream()
            .filter(line -> change(line) != 0)
            .sorted(Comparator.comparingDouble(HealthOverview::change))
            .toList();
    return new HealthOverview(
        day,
        customers.size(),
        bands,
        moved.stream().filter(line -> change(line) < 0).limit(MOVERS).toList(),
        moved.reversed().stream().filter(line -> change(line) > 0).limit(MOVERS).toList(),
        customers.stream()
            .filter(line -> band(line) == Band.UNKNOWN)
            .sorted(Comparator.comparingLong(AccountLine::arrMinor).reversed())
            .limit(LISTED)
            .map(line ->
                new Unknown(
                    line,
                    Objects.requireNonNullElse(
                        whyUnknown.get(line.accountId()), "no health is recorded for it")))
            .toList());
  }

  static Band band(AccountLine line) {
    return line.health() == null ? Band.UNKNOWN : line.health().band();
  }

  private static double change(AccountLine line) {
    Double change = line.health() == null ? null : line.health().change();
    return change == null ? 0 : change;
  }
}
