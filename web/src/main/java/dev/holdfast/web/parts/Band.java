package dev.holdfast.web.parts;

/** How a health band looks: always a word and a shape, never colour alone. */
public enum Band {
  HEALTHY("good", "Healthy"),
  WATCH("watch", "Watch"),
  AT_RISK("risk", "At risk"),
  UNKNOWN("none", "Unknown");

  private final String css;
  private final String word;

  Band(String css, String word) {
    this.css = css;
    this.word = word;
  }

  /** The class that gives its colours. */
  public String css() {
    return css;
  }

  public String word() {
    return word;
  }
}
