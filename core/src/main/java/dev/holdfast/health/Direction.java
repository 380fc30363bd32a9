package dev.holdfast.health;

/** Which way of an input is good for the customer. */
public enum Direction {
  MORE_IS_BETTER,
  LESS_IS_BETTER
}
