package dev.holdfast.demo;

/** Size class of an account and what comes with it. Prices are cents per seat and month. */
enum Tier {
  SMALL("Small", "Starter", 0.55, 3, 10, 3900, 0.30, 0.85, 0.25),
  MID_MARKET("Mid-market", "Growth", 0.33, 10, 36, 5900, 0.60, 2.2, 1.2),
  ENTERPRISE("Enterprise", "Scale", 0.12, 36, 120, 7900, 0.92, 5.2, 3.0);

  final String label;
  final String plan;
  final double share;
  final int fewestSeats;
  final int mostSeats;
  final long seatPriceMinor;

  /** Share of contracts that are yearly. */
  final double yearlyShare;

  final double ticketsPerMonth;
  final double touchesPerMonth;

  Tier(
      String label,
      String plan,
      double share,
      int fewestSeats,
      int mostSeats,
      long seatPriceMinor,
      double yearlyShare,
      double ticketsPerMonth,
      double touchesPerMonth) {
    this.label = label;
    this.plan = plan;
    this.share = share;
    this.fewestSeats = fewestSeats;
    this.mostSeats = mostSeats;
    this.seatPriceMinor = seatPriceMinor;
    this.yearlyShare = yearlyShare;
    this.ticketsPerMonth = ticketsPerMonth;
    this.touchesPerMonth = touchesPerMonth;
  }

  /** The tier at a point of the unit interval. */
  static Tier at(double point) {
    double upTo = 0;
    for (Tier tier : values()) {
      upTo += tier.share;
      if (point < upTo) {
        return tier;
      }
    }
    return ENTERPRISE;
  }
}
