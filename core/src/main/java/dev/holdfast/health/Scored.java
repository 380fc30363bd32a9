package dev.holdfast.health;

import java.time.LocalDate;

/** An account on a day with its score. */
record Scored(AccountDay account, HealthScore score) {

  LocalDate day() {
    return account.day();
  }
}
