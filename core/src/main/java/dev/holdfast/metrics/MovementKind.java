package dev.holdfast.metrics;

import java.util.Locale;

/** Why the recurring revenue of an account changed on a day. */
public enum MovementKind {
  /** From nothing, for the first time. */
  NEW,
  /** From nothing, after having had some before. */
  REACTIVATION,
  /** More than before. */
  EXPANSION,
  /** Less than before, but some. */
  CONTRACTION,
  /** To nothing. */
  CHURN,
  /** Another rate of exchange for what is paid in another currency; nothing that a customer did. */
  EXCHANGE,
  /** A fall by just what fixed terms that ended as agreed were worth; not a loss of a customer. */
  COMPLETED;

  /** The word in tables and files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
