package dev.holdfast.health;

/** Whether a measure moves before the outcome it is about, or after. */
public enum SignalKind {
  LEADING,
  LAGGING
}
