package dev.holdfast.reports;

/**
 * How long looking after something is likely to take, from what it took before.
 *
 * @param minutes median minutes of the touches it rests on
 * @param touches how many touches that is
 * @param basis whose touches, in words: "with this account", "with Enterprise accounts"
 */
public record Effort(long minutes, long touches, String basis) {

  /** Where the number comes from, as a sentence. */
  public String source() {
    return "median of "
        + Phrases.count(touches, "touch", "touches")
        + " "
        + basis
        + " in the past year";
  }
}
