package dev.holdfast.reports;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an account is and who looks after it, as known on the day shown.
 *
 * @param name its name; its id when it has none
 * @param lifecycle a word of the fact's lifecycle; null when never said
 */
public record AccountName(
    String accountId,
    String name,
    @Nullable String tier,
    @Nullable String segment,
    @Nullable String industry,
    @Nullable String country,
    @Nullable String lifecycle,
    @Nullable String csm) {

  private static final Set<String> NOT_CUSTOMERS =
      Set.of("prospect", "churned", "completed", "ignored");

  /** Whether it is one of our customers now: not lost, finished, ignored, or still to be won. */
  public boolean customer() {
    return lifecycle == null || !NOT_CUSTOMERS.contains(lifecycle);
  }
}
