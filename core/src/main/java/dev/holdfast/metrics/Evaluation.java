package dev.holdfast.metrics;

import java.util.List;
import org.jooq.Query;

/**
 * One family of estimators: it fetches sufficient statistics for all steps and dimensions of a
 * question, if possible in one query, and estimates from them.
 *
 * <p>It need not answer for steps or groups without rows, nor apply the minimum sample, nor sort:
 * {@link Metrics} does that for all families.
 */
interface Evaluation {

  /** The family of an estimator. */
  static Evaluation of(Estimator estimator) {
    return switch (estimator) {
      case SampleEstimator sample -> new SampleEvaluation();
      case UsageEstimator.Reach reach -> new ReachEvaluation();
      case UsageEstimator.PerPerson perPerson -> new PerPersonEvaluation();
      case UsageEstimator.Windowed windowed -> new UsageEvaluation();
      case LedgerEstimator.Churn churn -> new ChurnEvaluation();
      case LedgerEstimator.Survival survival -> new SurvivalEvaluation();
      case LedgerEstimator.Wait wait -> new WaitEvaluation();
      case LedgerEstimator.SilentCustomers silent -> new SilenceEvaluation();
      case LedgerEstimator.Revenue revenue -> new RetentionEvaluation();
      case LedgerEstimator.LifetimeValue value -> new LifetimeValueEvaluation();
      case LedgerEstimator.PurchaseModel purchases -> new PurchaseEvaluation();
      case LedgerEstimator.BuyerModel buyers -> new BuyerEvaluation();
    };
  }

  /**
   * Refuses a definition that could not be evaluated or says something that would be ignored.
   *
   * @param columns the names that the definition's expressions may use
   */
  void check(Definition definition, Columns columns);

  /** An estimate for each step and group that has rows. */
  List<Answer> answers(Question question);

  /** The rows the estimates are made of, at most {@code limit}. */
  Rows rows(Question question, int limit);

  /** The statements that {@link #answers} runs, for the contract's page. */
  List<Query> statements(Question question);
}
