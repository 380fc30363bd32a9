package dev.holdfast.metrics;

import java.util.List;

/**
 * One family of estimators: it fetches sufficient statistics for all steps and dimensions of a
 * question, if possible in one query, and estimates from them.
 *
 * <p>It need not answer for steps or groups without rows, nor apply the minimum sample, nor sort:
 * {@link Metrics} does that for all families.
 */
interface Evaluation {

  /** An estimate for each step and group that has rows. */
  List<Answer> answers(Question question);

  /** The rows the estimates are made of, at most {@code limit}. */
  Rows rows(Question question, int limit);

  /** The SQL that {@link #answers} runs, for the contract's page. */
  String query(Question question);
}
