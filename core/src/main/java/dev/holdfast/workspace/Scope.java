package dev.holdfast.workspace;

/** How far a person sees: their own accounts, their team's, or all. */
public enum Scope {
  OWN,
  TEAM,
  ALL
}
