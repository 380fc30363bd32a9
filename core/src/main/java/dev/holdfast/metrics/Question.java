package dev.holdfast.metrics;

import dev.holdfast.base.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request made ready for one estimator family.
 *
 * @param definition what is computed
 * @param steps the periods, in order and without gaps, each with a value of its own
 * @param by dimensions
 * @param where CEL condition of the request; null for none
 * @param reading where from
 */
record Question(
    Definition definition,
    List<Period> steps,
    List<String> by,
    @Nullable String where,
    Reading reading) {

  Question {
    by = List.copyOf(by);
    steps = List.copyOf(steps);
  }

  /** The same question about something else. */
  Question about(Definition other) {
    return new Question(other, steps, by, where, reading);
  }
}
