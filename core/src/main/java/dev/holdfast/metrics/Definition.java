package dev.holdfast.metrics;

import dev.holdfast.metrics.Contract.LeaveOut;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One variant of a contract with everything that holds for it; see {@link Contract}. */
public record Definition(
    Contract contract,
    Contract.Variant variant,
    String unit,
    String source,
    @Nullable String where,
    List<LeaveOut> leaveOut,
    Estimator estimator,
    @Nullable String time,
    List<String> latestPer,
    int minimumSample,
    String sampleUnit,
    String formula) {

  public Definition {
    leaveOut = List.copyOf(leaveOut);
    latestPer = List.copyOf(latestPer);
  }
}
