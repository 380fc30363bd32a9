package dev.holdfast.health;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.util.List;

/**
 * Measures that belong together.
 *
 * @param name its name in files
 * @param title what it is about, for people
 */
public record MeasureGroup(String name, String title, List<Measure> measures) {
  public MeasureGroup {
    measures = List.copyOf(measures);
    if (measures.isEmpty()) {
      throw new HoldfastException(ErrorCode.BAD_DEFINITION, "group '" + name + "' has no measures");
    }
  }
}
