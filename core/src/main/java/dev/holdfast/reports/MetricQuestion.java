package dev.holdfast.reports;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period;
import dev.holdfast.base.Period.Grain;
import dev.holdfast.metrics.MetricRequest;
import dev.holdfast.workspace.RecordScope;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a metric page is asked for.
 *
 * @param variant name of the variant; null for the contract's first
 * @param days length of the headline's period, which ends with the last complete day
 * @param grain step of the trend; null for the contract's own
 * @param by dimension of the breakdown; null for the contract's first
 * @param account the one account it is asked about; null for all in sight
 */
public record MetricQuestion(
    String metric,
    @Nullable String variant,
    int days,
    @Nullable Grain grain,
    @Nullable String by,
    @Nullable String account) {

  private static final int MOST_DAYS = 3660;

  public MetricQuestion {
    if (days < 1 || days > MOST_DAYS) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "A period has between 1 and " + MOST_DAYS + " days.");
    }
  }

  /** The headline's request, of the accounts that somebody may see. */
  MetricRequest request(Viewpoint view) {
    return new MetricRequest(
        metric,
        variant,
        Period.lastDays(view.lastDay(), days, view.zone()),
        Grain.TOTAL,
        List.of(),
        where(view.scope(), account),
        view.knowledge());
  }

  /** The scope and the account asked about as a condition; null when there is none. */
  private static @Nullable String where(RecordScope scope, @Nullable String account) {
    String seen = where(scope);
    if (account == null) {
      return seen;
    }
    String one = "account_id == " + quoted(account);
    return seen == null ? one : "(" + seen + ") && " + one;
  }

  /** The scope as a condition on accounts; null when there is none. */
  static @Nullable String where(RecordScope scope) {
    return switch (scope) {
      case RecordScope.Everything everything -> null;
      case RecordScope.OnlyOf only ->
          only.csmIds().isEmpty()
              ? "account.csm == \"\" && account.csm != \"\"" // sees nobody's accounts
              : only.sorted().stream()
                  .map(csm -> "account.csm == " + quoted(csm))
                  .collect(Collectors.joining(" || "));
    };
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
