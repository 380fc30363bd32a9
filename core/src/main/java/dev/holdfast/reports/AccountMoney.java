package dev.holdfast.reports;

import java.util.List;

/**
 * What an account pays for.
 *
 * @param subscriptions the running ones first
 * @param movements changes of its recurring revenue, the newest first
 */
public record AccountMoney(List<SubscriptionLine> subscriptions, List<RevenueMovement> movements) {

  public AccountMoney {
    subscriptions = List.copyOf(subscriptions);
    movements = List.copyOf(movements);
  }
}
