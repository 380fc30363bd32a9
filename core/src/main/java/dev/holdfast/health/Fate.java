package dev.holdfast.health;

/** What became of an account after a cut-off, as a backtest counts it. */
enum Fate {
  /** It was still a customer when the window was over. */
  STAYED,
  /** It was lost within the window: the outcome that a score should foretell. */
  LOST,
  /** It was lost later than the cut-off, but had given notice by then: nothing to foretell. */
  DECIDED,
  /** It was lost within the gap. */
  LOST_EARLY,
  /** A fixed term ended as agreed before the window was over: neither lost nor kept. */
  COMPLETED,
  /** The window is not over yet. */
  OPEN,
  /** No contract ran at the cut-off. */
  NO_CONTRACT;

  /** Whether the account counts at the cut-off. */
  boolean counts() {
    return this == STAYED || this == LOST;
  }
}
