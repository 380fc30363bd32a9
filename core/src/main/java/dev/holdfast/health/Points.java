package dev.holdfast.health;

import java.math.BigDecimal;

/**
 * Points of health in thousandths: whole numbers, so that sums are exact and 49.9995 has one
 * answer.
 */
final class Points {

  /** 100 points. */
  static final int MOST = 100_000;

  private Points() {}

  /** Points, rounded half up to thousandths. */
  static int of(double points) {
    return Math.toIntExact(Math.round(points * 1000));
  }

  /** Thousandths as points. */
  static double points(int thousandths) {
    return thousandths / 1000.0;
  }

  /** Thousandths as people read them, without zeros at the end. */
  static String text(int thousandths) {
    return BigDecimal.valueOf(thousandths, 3).stripTrailingZeros().toPlainString();
  }
}
