package dev.holdfast.stats;

/**
 * How much one customer spends: over how many purchases, and on average.
 *
 * <p>Beside a model of purchases these are the repeat purchases, without the first one. Purchases
 * of one day count once with their sum, refunds are netted.
 *
 * @param purchases 0 or more
 * @param mean money per purchase; 0 or less where refunds ate it up, and without any purchase
 */
public record SpendingHistory(long purchases, double mean) {

  public SpendingHistory {
    if (purchases < 0 || !Double.isFinite(mean)) {
      throw new IllegalArgumentException(purchases + " purchases of " + mean + " on average");
    }
  }

  /** Whether it has something to say to a model of positive amounts. */
  public boolean isUsable() {
    return purchases > 0 && mean > 0;
  }
}
