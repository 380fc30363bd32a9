package dev.holdfast.base;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * An amount of money in the minor unit of its currency (cents, pence, yen).
 *
 * @param minor amount in minor units; may be negative
 * @param currency ISO 4217 currency
 */
public record Money(long minor, Currency currency) {

  /** The amount in major units with the currency's own number of decimals. */
  public BigDecimal amount() {
    return BigDecimal.valueOf(minor, Math.max(0, currency.getDefaultFractionDigits()));
  }

  /** The sum of two amounts of one currency. */
  public Money plus(Money other) {
    if (!currency.equals(other.currency)) {
      throw new HoldfastException(
          ErrorCode.BROKEN_PROMISE, "cannot add " + currency + " and " + other.currency);
    }
    return new Money(Math.addExact(minor, other.minor), currency);
  }
}
