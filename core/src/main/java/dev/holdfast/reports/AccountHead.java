package dev.holdfast.reports;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The top of an account's page.
 *
 * @param customerSince when its first subscription began; null when it never had one
 * @param history its recorded health of 90 days, the oldest first
 */
public record AccountHead(
    AccountLine line, @Nullable LocalDate customerSince, List<HealthPoint> history) {

  public AccountHead {
    history = List.copyOf(history);
  }
}
