package dev.holdfast.reports;

import dev.holdfast.base.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One account with everything a list may show about it.
 *
 * @param health null when it was never computed
 * @param arr yearly recurring revenue; null when it has no subscription that we could convert
 * @param renewal the next end of a term; null when there is none
 * @param answer the last survey answer of the past year; null when there is none
 * @param lastTouch when somebody of the team last spent time with it; null when never
 */
public record AccountLine(
    AccountName account,
    @Nullable HealthMark health,
    @Nullable Money arr,
    @Nullable Renewal renewal,
    UsageMark usage,
    TicketMark tickets,
    @Nullable Answer answer,
    @Nullable Instant lastTouch) {

  public String accountId() {
    return account.accountId();
  }

  /** Yearly revenue in minor units; 0 when there is none. */
  public long arrMinor() {
    return arr == null ? 0 : arr.minor();
  }
}
