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
 * @param falls those that lost in 30 days, the ones first that cost the business index most, then
 *     those that lost most
 * @param rises those that gained in 30 days, likewise
 * @param unknown those without a score, the largest revenue first
 */
public record HealthOverview(
    @Nullable LocalDate day,
    int customers,
    List<BandLine> bands,
    List<Mover> falls,
    List<Mover> rises,
    List<Unknown> unknown) {

  private static final int MOVERS = 8;
  private static final int LISTED = 20;

  /** Accounts of a band and their yearly revenue; null when none of them has any. */
  public record BandLine(Band band, int accounts, @Nullable Money arr) {}

  /**
   * An account whose score changed in 30 days.
   *
   * @param change points
   * @param index what it moved the business index by; null when it has no weight in it
   */
  public record Mover(AccountLine line, double change, @Nullable Double index) {
    private double weighed() {
      return index == null ? 0 : index;
    }
  }

  /** An account without a score, and why. */
  public record Unknown(AccountLine line, String why) {}

  /** Customers of whom no health is recorded yet. */
  static HealthOverview unrecorded(List<AccountLine> customers) {
    return of(null, customers, Map.of(), Map.of());
  }

  static HealthOverview of(
      @Nullable LocalDate day,
      List<AccountLine> customers,
      Map<String, String> whyUnknown,
      Map<String, Double> moves) {
    List<BandLine> bands =
        List.of(Band.AT_RISK, Band.WATCH, Band.HEALTHY, Band.UNKNOWN).stream()
            .map(band -> {
              Portfolio.Sums sums =
                  Portfolio.sums(customers.stream().filter(line -> band(line) == band).toList());
              return new BandLine(band, sums.accounts(), sums.arr());
            })
            .toList();
    List<Mover> moved =
        customers.stream()
            .filter(line -> change(line) != 0)
            .map(line -> new Mover(line, change(line), moves.get(line.accountId())))
            .sorted(Comparator.comparingDouble(Mover::weighed).thenComparingDouble(Mover::change))
            .toList();
    return new HealthOverview(
        day,
        customers.size(),
        bands,
        moved.stream().filter(mover -> mover.change() < 0).limit(MOVERS).toList(),
        moved.reversed().stream().filter(mover -> mover.change() > 0).limit(MOVERS).toList(),
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
