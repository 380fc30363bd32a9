package dev.holdfast.metrics;

import static dev.holdfast.metrics.Estimator.require;

/**
 * Estimators of who stays and what is paid: over the spells and movements of the {@link Ledger},
 * and over purchases. "At the start" and "at the end" mean the first moment of a period and the
 * first moment after it.
 */
public sealed interface LedgerEstimator extends Estimator {

  /** Estimators of how many customers leave. */
  sealed interface Churn extends LedgerEstimator {}

  /** How customers that leave are counted. */
  enum ChurnWay {
    /** Active at the start and not at the end. */
    COHORT,
    /** Every end inside the period, also of those that came inside it. */
    EVENTS,
    /** The ends of each day divided by who was active that day, added up. */
    DAILY_SUM
  }

  /** Share of customers that left, in percent. */
  record CustomerChurn(ChurnWay way) implements Churn {}

  /** One divided by the share that left, in months: what churn would mean if it never changed. */
  record CustomerLifetime() implements Churn {}

  /** Which spells of an account are looked at. */
  enum Spells {
    /** The first one, so that every account counts once. */
    FIRST,
    /** All; a return starts again at month 0. */
    ALL
  }

  /** Estimators of how long spells last, all on the same curve. */
  sealed interface Survival extends LedgerEstimator {
    Spells spells();
  }

  /** Months after which half of the accounts have left. */
  record SurvivalMedian(Spells spells) implements Survival {}

  /** Share of accounts still there after so many months, in percent. */
  record SurvivalShare(int months, Spells spells) implements Survival {
    public SurvivalShare {
      require(months > 0, "months must be above 0");
    }
  }

  /** Months an account stays on average, within a horizon. */
  record SurvivalMean(int horizonMonths, Spells spells) implements Survival {
    public SurvivalMean {
      require(horizonMonths > 0, "horizon_months must be above 0");
    }
  }

  /** Estimators of recurring revenue. */
  sealed interface Revenue extends LedgerEstimator {}

  /** Which end of a period. */
  enum Moment {
    START,
    END
  }

  /** Monthly recurring revenue at a moment, in units of the reporting currency. */
  record RevenueBalance(Moment at) implements Revenue {}

  /** The movements of a period added up, losses negative; the contract's condition picks some. */
  record RevenueMovements() implements Revenue {}

  /** What retained revenue may be made up with. */
  enum RetentionKind {
    /** Nothing: losses only. */
    GROSS,
    /** Growth of the same accounts. */
    NET
  }

  /** How revenue is followed through a period. */
  enum RetentionWay {
    /** What each account paid at both ends; what happened between does not matter. */
    POINT_TO_POINT,
    /** Every movement between but the new ones. */
    MOVEMENT_SUM
  }

  /** Share of the revenue at the start that is there at the end, in percent. */
  record RevenueRetention(RetentionKind kind, RetentionWay way) implements Revenue {}

  /** Revenue won for each unit lost. */
  record QuickRatio(boolean withReactivation) implements Revenue {}

  /** The product and its factors. */
  enum PurchasePart {
    LIFETIME_VALUE,
    AVERAGE_PURCHASE,
    PURCHASES_PER_YEAR
  }

  /**
   * Average purchase × purchases a year × lifespan, or one of the first two.
   *
   * @param lifespanYears assumed years for which a customer keeps buying
   */
  record PurchaseModel(PurchasePart part, double lifespanYears) implements LedgerEstimator {
    public PurchaseModel {
      require(
          lifespanYears > 0 && Double.isFinite(lifespanYears), "lifespan_years must be above 0");
    }
  }
}
