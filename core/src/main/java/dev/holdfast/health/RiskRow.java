package dev.holdfast.health;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An account-month: an account with a running contract at the end of a month, no loss told yet.
 *
 * @param lost whether its loss was told in the month that followed
 * @param lostInHorizon whether it was told within the horizon; null when that is not over or a
 *     fixed term ended as agreed in it
 */
record RiskRow(RiskState state, boolean lost, @Nullable Boolean lostInHorizon) {

  String accountId() {
    return state.accountId();
  }

  LocalDate day() {
    return state.day();
  }
}
