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
    DAILY_SUM,
    /** Every end inside the period divided by the months for which anybody was a customer in it. */
    CUSTOMER_MONTHS
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

  /** Estimators of how long accounts take to reach a milestone, all on the same curve. */
  sealed interface Wait extends LedgerEstimator {
    String milestone();

    int cohortDays();
  }

  /**
   * Days after which half of the accounts have reached a milestone.
   *
   * @param cohortDays the accounts looked at began so many days before the end of the period, or
   *     later
   */
  record WaitMedian(String milestone, int cohortDays) implements Wait {
    public WaitMedian {
      require(cohortDays > 0, "cohort_days must be above 0");
    }
  }

  /** Share of accounts that reach a milestone within so many days, in percent. */
  record WaitShare(String milestone, int withinDays, int cohortDays) implements Wait {
    public WaitShare {
      require(cohortDays > 0 && withinDays > 0, "cohort_days and within_days must be above 0");
    }
  }

  /**
   * Share of customers of whom nothing was heard in the period, in percent: no use, no ticket, no
   * answer to a survey and no touch.
   */
  record SilentCustomers() implements LedgerEstimator {}

  /** Estimators of recurring revenue. */
  sealed interface Revenue extends LedgerEstimator {}

  /** Recurring revenue at the end of the period for each customer who pays then. */
  record RevenuePerCustomer() implements Revenue {}

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

  /** Estimators of what a subscriber is worth: revenue per customer times how long they stay. */
  sealed interface LifetimeValue extends LedgerEstimator {
    double margin();

    /** What {@link #margin} may be. */
    static double margin(double margin) {
      require(margin > 0 && margin <= 1, "margin must be above 0 and at most 1");
      return margin;
    }
  }

  /**
   * Monthly revenue per customer × margin ÷ monthly churn; discounted when a rate is given.
   *
   * @param margin share of revenue that is left after the cost of serving
   * @param yearlyDiscount rate by which what comes a year later is worth less; 0 for none
   */
  record ValueOverChurn(double margin, double yearlyDiscount) implements LifetimeValue {
    public ValueOverChurn {
      LifetimeValue.margin(margin);
      require(yearlyDiscount >= 0, "yearly_discount must be 0 or more");
    }
  }

  /** Monthly revenue per customer × margin × months a customer stays within a horizon. */
  record ValueWithinHorizon(double margin, int horizonMonths) implements LifetimeValue {
    public ValueWithinHorizon {
      LifetimeValue.margin(margin);
      require(horizonMonths > 0, "horizon_months must be above 0");
    }
  }

  /**
   * Monthly revenue per customer × margin × discounted months that a customer stays, by the shifted
   * beta-geometric model: customers differ in how likely they are to leave at a renewal.
   *
   * @param yearlyDiscount rate by which what comes a year later is worth less; above 0
   */
  record ValueByRenewals(double margin, double yearlyDiscount) implements LifetimeValue {
    public ValueByRenewals {
      LifetimeValue.margin(margin);
      require(yearlyDiscount > 0, "yearly_discount must be above 0");
    }
  }

  /** What is said of customers who buy one by one. */
  enum BuyerPart {
    /** What a customer will spend within the horizon, on average. */
    EXPECTED_VALUE,
    /** How often a customer will buy within the horizon, on average. */
    EXPECTED_PURCHASES,
    /** How likely it is that a customer still buys, on average, in percent. */
    STILL_BUYING
  }

  /**
   * The BG/NBD and Gamma-Gamma models of customers who buy one by one.
   *
   * @param horizonMonths how far ahead
   */
  record BuyerModel(BuyerPart part, int horizonMonths) implements LedgerEstimator {
    public BuyerModel {
      require(horizonMonths > 0, "horizon_months must be above 0");
    }
  }
}
