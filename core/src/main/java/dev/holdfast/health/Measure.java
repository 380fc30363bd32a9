package dev.holdfast.health;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.math.BigDecimal;
import java.util.List;

/**
 * One thing a profile looks at.
 *
 * @param name its name in files and tables
 * @param title what it is, for people
 * @param input what it reads
 * @param direction which way is good
 * @param curve how the input becomes points; each part of it must agree
 * @param weight its weight against the other measures: any positive number up to a million, with at
 *     most six decimals
 * @param missing what happens without data
 * @param signal whether it moves before the outcome or after
 */
public record Measure(
    String name,
    String title,
    HealthInput input,
    Direction direction,
    Curve curve,
    BigDecimal weight,
    MissingPolicy missing,
    SignalKind signal) {

  private static final int WEIGHT_DECIMALS = 6;
  private static final BigDecimal MOST_WEIGHT = BigDecimal.valueOf(1_000_000);

  public Measure {
    if (weight.signum() <= 0
        || weight.compareTo(MOST_WEIGHT) > 0
        || weight.stripTrailingZeros().scale() > WEIGHT_DECIMALS) {
      throw wrong(
          "the weight must be above 0, at most 1000000 and have at most 6 decimals, not "
              + weight.toPlainString());
    }
    weight = plain(weight);
    for (Curve.Fixed fixed : curve.fixed().toList()) {
      checkDirection(direction, fixed.heights());
    }
  }

  private static void checkDirection(Direction direction, List<Integer> heights) {
    for (int i = 1; i < heights.size(); i++) {
      int rise = heights.get(i) - heights.get(i - 1);
      if (direction == Direction.MORE_IS_BETTER && rise < 0) {
        throw wrong("more is better, but the curve falls as the input rises");
      }
      if (direction == Direction.LESS_IS_BETTER && rise > 0) {
        throw wrong("less is better, but the curve rises with the input");
      }
    }
  }

  /** Without zeros at the end, so that 2.5 and 2.50 are the same weight. */
  private static BigDecimal plain(BigDecimal weight) {
    BigDecimal stripped = weight.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** The weight in millionths. */
  long weightMillionths() {
    return weight.movePointRight(WEIGHT_DECIMALS).longValueExact();
  }

  private static HoldfastException wrong(String what) {
    return new HoldfastException(ErrorCode.BAD_DEFINITION, what);
  }
}
