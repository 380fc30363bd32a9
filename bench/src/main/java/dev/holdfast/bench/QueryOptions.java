package dev.holdfast.bench;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.nio.file.Path;

/**
 * What the benchmark of questions asks.
 *
 * @param folder where the company is, or is made
 * @param accounts accounts of a company that is made
 * @param events about how many usage events it has
 * @param runs how often each question is timed
 * @param views how often each page is looked at
 * @param postgres whether PostgreSQL is asked too
 */
public record QueryOptions(
    Path folder, int accounts, long events, int runs, int views, boolean postgres) {

  public QueryOptions {
    if (runs < 1 || views < 1) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "runs and views must be 1 or more, not " + runs + " and " + views);
    }
  }
}
