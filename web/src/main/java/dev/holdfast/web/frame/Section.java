package dev.holdfast.web.frame;

/** The places in the left rail, in their order; one is shown once a page answers at its path. */
public enum Section {
  WORK("/", "Work"),
  ACCOUNTS("/accounts", "Accounts"),
  METRICS("/metrics", "Metrics"),
  HEALTH("/health", "Health"),
  SIGNALS("/signals", "Signals"),
  /** The first one below the line. */
  DATA("/data", "Data"),
  /** Not in the rail: pages about the person or Holdfast itself. */
  NONE("", "");

  private final String path;
  private final String label;

  Section(String path, String label) {
    this.path = path;
    this.label = label;
  }

  public String path() {
    return path;
  }

  public String label() {
    return label;
  }

  /** Whether it belongs below the line, among what keeps Holdfast running. */
  public boolean below() {
    return this == DATA;
  }
}
