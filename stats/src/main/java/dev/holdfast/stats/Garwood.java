package dev.holdfast.stats;

/** The exact interval of a Poisson rate. */
public final class Garwood {

  private Garwood() {}

  /**
   * Garwood's interval of {@code events / exposure}.
   *
   * <p>{@code χ²((1-level)/2; 2k) / 2E} to {@code χ²((1+level)/2; 2k+2) / 2E}. Unit: events per
   * unit of exposure, from 0 up. No events gives 0 to a positive bound; no exposure has no rate and
   * is refused.
   *
   * <p>Source: Garwood (1936), Biometrika 28:437-442. Golden file: {@code poisson_rates.csv}.
   */
  public static Interval rate(long events, double exposure, double level) {
    if (events < 0) {
      throw new IllegalArgumentException("negative count of events: " + events);
    }
    if (!(exposure > 0) || Double.isInfinite(exposure)) {
      throw new IllegalArgumentException("a rate needs a positive exposure, not " + exposure);
    }
    double upperTail = CriticalValues.upperTail(level);
    double low = events == 0 ? 0 : CriticalValues.chiSquared(1 - upperTail, 2.0 * events) / 2;
    double high = CriticalValues.chiSquared(upperTail, 2.0 * events + 2) / 2;
    return new Interval(low / exposure, high / exposure, level, "Garwood");
  }
}
