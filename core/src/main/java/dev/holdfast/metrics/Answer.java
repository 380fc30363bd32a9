package dev.holdfast.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One estimate of a question.
 *
 * @param step index of the question's step
 * @param dimensions the values of the question's dimensions, in their order; null where not known
 * @param estimate what came out
 * @param excluded rows left out, by reason
 */
record Answer(
    int step, List<@Nullable String> dimensions, Estimate estimate, Map<String, Long> excluded) {

  Answer {
    dimensions =
        Collections.unmodifiableList(new java.util.ArrayList<@Nullable String>(dimensions));
    excluded = Collections.unmodifiableMap(new LinkedHashMap<>(excluded));
  }
}
