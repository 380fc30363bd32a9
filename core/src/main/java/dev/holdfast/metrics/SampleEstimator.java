package dev.holdfast.metrics;

import static dev.holdfast.metrics.Estimator.require;

import org.jspecify.annotations.Nullable;

/**
 * Estimators of a sample: rows of one source that fall into the period by their time column. Every
 * expression is CEL on the source's columns.
 */
public sealed interface SampleEstimator extends Estimator {

  /**
   * Share of rows for which a condition holds, in percent; Wilson interval.
   *
   * @param success condition
   * @param cluster column whose rows are not independent; the interval is then that of a ratio of
   *     sums over clusters. Null when each row stands for itself
   */
  record Proportion(String success, @Nullable String cluster) implements SampleEstimator {}

  /**
   * Net Promoter Score of a 0-10 score, in points; score interval.
   *
   * @param score expression with the score
   * @param cluster column whose rows are not independent; null when each row stands for itself
   * @param equalWeight whether each cluster has one vote, whatever its number of rows
   */
  record Nps(String score, @Nullable String cluster, boolean equalWeight)
      implements SampleEstimator {
    public Nps {
      require(cluster != null || !equalWeight, "equal_weight needs a cluster");
    }
  }

  /** Mean of an expression; Student's interval. */
  record Mean(String of) implements SampleEstimator {}

  /** Quantile of an expression, type 7; interval of order statistics. */
  record Quantile(String of, double q) implements SampleEstimator {
    public Quantile {
      require(q > 0 && q < 1, "q must lie between 0 and 1");
    }
  }

  /**
   * Quantile of the hours from one moment to another, of rows of which some are still under way:
   * the time by which a share has ended on the product-limit curve. A row whose second moment is
   * missing, or not before the end of the period or of what is known, was seen until then without
   * an end (censored). A curve that does not come down far enough gives no value.
   *
   * <p>Unit: hours. Rows that begin after the end of what is known have no value. Interval of
   * Brookmeyer and Crowley (1982) on the log-log scale. Source: Kaplan and Meier (1958), J. Am.
   * Stat. Assoc. 53:457-481. Golden file: {@code resolution_time_uci.json}.
   *
   * @param from column with the moment at which a row begins
   * @param to column with the moment at which it ended; null while it has not
   * @param q share that has ended
   */
  record CensoredQuantile(String from, String to, double q) implements SampleEstimator {
    public CensoredQuantile {
      require(q > 0 && q < 1, "q must lie between 0 and 1");
    }
  }

  /**
   * Sum of one expression divided by the sum of another; Student's interval over clusters.
   *
   * @param cluster column that says which rows belong together
   */
  record RatioOfSums(String numerator, String denominator, String cluster)
      implements SampleEstimator {}

  /** Number of rows. */
  record Count() implements SampleEstimator {}

  /** Number of different values of an expression. */
  record CountDistinct(String of) implements SampleEstimator {}

  /** What events are divided by to make a rate. */
  enum Exposure {
    /** Customers on an average day of the period. */
    CUSTOMERS,
    /** People with an event that counts as use in the period. */
    ACTIVE_PEOPLE
  }

  /**
   * Number of rows for so many customers or people; Garwood's interval. A dimension that is not the
   * account's, such as a ticket's cause, splits the events and not what they are divided by.
   *
   * @param per for how many, such as 100
   */
  record Rate(Exposure exposure, int per) implements SampleEstimator {
    public Rate {
      require(per > 0, "per must be above 0");
    }
  }
}
