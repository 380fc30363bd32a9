package dev.holdfast.stats;

import dev.holdfast.stats.CoxRegression.Subject;
import dev.holdfast.stats.NoEstimateException.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Subjects as Cox's likelihood walks through them: from the last time to the first. */
final class CoxSample {

  private final List<Subject> subjects;
  private final StandardisedColumns columns;
  private final int[] byTime;
  private final int[] byEntry;
  private final int events;

  private CoxSample(
      List<Subject> subjects,
      StandardisedColumns columns,
      int[] byTime,
      int[] byEntry,
      int events) {
    this.subjects = subjects;
    this.columns = columns;
    this.byTime = byTime;
    this.byEntry = byEntry;
    this.events = events;
  }

  static CoxSample of(List<Subject> subjects) {
    int events = (int) subjects.stream().filter(Subject::event).count();
    if (events == 0) {
      throw new NoEstimateException(Reason.ONE_OUTCOME, "nobody had the event");
    }
    List<Subject> all = List.copyOf(subjects);
    StandardisedColumns columns =
        StandardisedColumns.of(all.stream().map(Subject::covariates).toList()).requireIndependent();
    return new CoxSample(
        all,
        columns,
        sorted(all, Comparator.comparingDouble(Subject::time), Double.NEGATIVE_INFINITY),
        sorted(all, Comparator.comparingDouble(Subject::entry), -Double.MAX_VALUE),
        events);
  }

  private static int[] sorted(List<Subject> all, Comparator<Subject> order, double enteredFrom) {
    return IntStream.range(0, all.size())
        .filter(i -> all.get(i).entry() >= enteredFrom)
        .boxed()
        .sorted((a, b) -> order.compare(all.get(b), all.get(a)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The covariates of one subject, standardised. */
  double[] row(int place) {
    return columns.rows()[place];
  }

  /** Log of one subject's hazard against somebody with average covariates. */
  double logRisk(int place, double[] coefficients) {
    double[] row = row(place);
    double sum = 0;
    for (int j = 0; j < row.length; j++) {
      sum += row[j] * coefficients[j];
    }
    return sum;
  }

  /** In the caller's order. */
  List<Subject> subjects() {
    return subjects;
  }

  /** Their covariates, in the same order. */
  StandardisedColumns columns() {
    return columns;
  }

  /** Places of the subjects, last time first. */
  int[] byTime() {
    return byTime;
  }

  /** Places of those who entered late, last entry first. */
  int[] byEntry() {
    return byEntry;
  }

  /** How many had the event. */
  int events() {
    return events;
  }
}
