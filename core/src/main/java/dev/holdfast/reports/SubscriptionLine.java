package dev.holdfast.reports;

import dev.holdfast.base.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One subscription as it stood on the day shown.
 *
 * @param charge what one billing interval costs
 * @param billingInterval a word of the fact's interval
 * @param contractType {@code recurring}, {@code fixed_term}, {@code one_off}
 */
public record SubscriptionLine(
    String subscriptionId,
    String accountId,
    @Nullable String product,
    @Nullable String plan,
    long quantity,
    Money charge,
    String billingInterval,
    String contractType,
    boolean trial,
    LocalDate startedOn,
    @Nullable LocalDate termEndOn,
    @Nullable LocalDate cancelledOn,
    @Nullable String reason) {

  /** The first day without it; null while it goes on. The rule of the subscription fact. */
  public @Nullable LocalDate endsOn() {
    if (contractType.equals("fixed_term")) {
      return termEndOn != null ? termEndOn : cancelledOn;
    }
    if (cancelledOn == null) {
      return null;
    }
    return termEndOn != null && termEndOn.isAfter(cancelledOn) ? termEndOn : cancelledOn;
  }

  /** Whether it runs on a day. */
  public boolean activeOn(LocalDate day) {
    LocalDate end = endsOn();
    return !contractType.equals("one_off")
        && !startedOn.isAfter(day)
        && (end == null || end.isAfter(day));
  }

  /** The end of its term after a day, when somebody has to decide; null when nobody has to. */
  public @Nullable LocalDate decisionAfter(LocalDate day) {
    return activeOn(day) && !trial && termEndOn != null && termEndOn.isAfter(day)
        ? termEndOn
        : null;
  }
}
