package dev.holdfast.health;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How scores are cut into bands: half-open spans {@code [from, to)} that cover 0 to 100 without a
 * gap, the last one closed.
 *
 * @param spans from the worst to the best
 */
public record Bands(List<Span> spans) {

  /**
   * The scores of one band.
   *
   * @param from first score in it, in thousandths of a point
   * @param to first score after it, in thousandths of a point
   */
  public record Span(Band band, int from, int to) {}

  public Bands {
    spans = List.copyOf(spans);
    int next = 0;
    Set<Band> seen = new HashSet<>();
    for (Span span : spans) {
      if (span.band() == Band.UNKNOWN || !seen.add(span.band())) {
        throw wrong("'" + span.band().word() + "' cannot stand here");
      }
      if (span.from() != next) {
        throw wrong(
            "they must follow each other without gap or overlap from 0; one begins at "
                + Points.text(span.from())
                + " where "
                + Points.text(next)
                + " is expected");
      }
      if (span.to() <= span.from()) {
        throw wrong("'" + span.band().word() + "' is empty");
      }
      next = span.to();
    }
    if (next != Points.MOST) {
      throw wrong("they must end at 100, not at " + Points.text(next));
    }
    for (int i = 1; i < spans.size(); i++) {
      if (spans.get(i).band().compareTo(spans.get(i - 1).band()) < 0) {
        throw wrong("a higher score must not be in a worse band");
      }
    }
  }

  /** The band of a score in thousandths of a point. */
  public Band of(int score) {
    for (Span span : spans) {
      if (score < span.to()) {
        return span.band();
      }
    }
    return spans.getLast().band();
  }

  private static HoldfastException wrong(String what) {
    return new HoldfastException(ErrorCode.BAD_DEFINITION, "bands: " + what);
  }
}
