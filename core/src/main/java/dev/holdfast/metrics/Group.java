package dev.holdfast.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sufficient statistic belongs to.
 *
 * @param step index of the step
 * @param dimensions values of the dimensions, null where not known
 */
record Group(int step, List<@Nullable String> dimensions) {

  Group {
    dimensions = Collections.unmodifiableList(new ArrayList<@Nullable String>(dimensions));
  }
}
