package dev.holdfast.workspace;

import java.util.Locale;

/** What a person is to the team; decides which pages they may open. */
public enum Role {
  /** Runs Holdfast: people, roles, settings, data. */
  ADMIN(Scope.ALL),
  /** Head of customer success. */
  LEADER(Scope.ALL),
  /** Leads one team. */
  MANAGER(Scope.TEAM),
  /** Looks after accounts. */
  CSM(Scope.OWN),
  /** Answers customers' tickets. */
  REP(Scope.OWN),
  /** Reads reports, with definitions attached. */
  FINANCE(Scope.ALL),
  /** Reads. */
  VIEWER(Scope.ALL);

  private final Scope usualScope;

  Role(Scope usualScope) {
    this.usualScope = usualScope;
  }

  /** The scope a person of this role has unless they are given another one. */
  public Scope usualScope() {
    return usualScope;
  }

  /** The role as a person would say it. */
  public String word() {
    return this == CSM ? "CSM" : name().toLowerCase(Locale.ROOT);
  }
}
