package dev.holdfast.health;

import java.time.LocalDate;

/** An account on a day with its score. */
record Scored(AccountDay account, HealthScore score) {

  static Scored of(HealthProfile profile, AccountDay account) {
    return new Scored(account, HealthCalculator.score(profile, account));
  }

  LocalDate day() {
    return account.day();
  }
}
