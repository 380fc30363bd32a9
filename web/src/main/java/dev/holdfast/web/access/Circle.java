package dev.holdfast.web.access;

import dev.holdfast.workspace.Role;
import java.util.EnumSet;
import java.util.Set;

/** The circles of people that pages are open to: all of the access policy by role, in one place. */
public enum Circle {
  /** Everybody, signed in or not. */
  ANYONE(EnumSet.allOf(Role.class)),
  /** Everybody who is signed in. */
  SIGNED_IN(EnumSet.allOf(Role.class)),
  /**
   * Those who look after accounts, or lead those who do: they may change what customers' work is.
   */
  CUSTOMER_TEAM(EnumSet.of(Role.ADMIN, Role.LEADER, Role.MANAGER, Role.CSM)),
  /** Those who answer for the data and may import, undo and replay. */
  DATA_STEWARDS(EnumSet.of(Role.ADMIN, Role.LEADER)),
  /** Those who run Holdfast. */
  ADMINS(EnumSet.of(Role.ADMIN));

  private final Set<Role> roles;

  Circle(Set<Role> roles) {
    this.roles = roles;
  }

  /** Whether somebody of this role belongs to the circle. */
  public boolean holds(Role role) {
    return roles.contains(role);
  }
}
