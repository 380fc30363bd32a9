package dev.holdfast.stats;

import java.util.Optional;

/**
 * The scale on which the interval of a survival probability is symmetric.
 *
 * <p>With S the survival and s the standard error of log S (Greenwood): plain {@code S ± z S s},
 * log {@code S exp(± z s)}, log-log {@code S^exp(± z s / log S)}; all kept within 0..1.
 *
 * <p>Absent where S is 0, and on the log-log scale where S is 1. Source: Kalbfleisch and Prentice
 * (2002), section 1.4; same results as R survival 3.5-3. Golden files: {@code km_*.csv}.
 */
public enum SurvivalTransform {
  PLAIN("plain"),
  LOG("log"),
  LOG_LOG("log-log");

  private final String label;

  SurvivalTransform(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  Optional<Interval> around(double survival, double errorOfLog, double level) {
    return around(survival, errorOfLog, level, "Greenwood");
  }

  /** The same for any probability, such as an incidence, whose error has another name. */
  Optional<Interval> around(double survival, double errorOfLog, double level, String error) {
    double half = CriticalValues.z(level) * errorOfLog;
    if (survival == 0 || (this == LOG_LOG && survival == 1)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (this) {
          case PLAIN ->
              within(survival - survival * half, survival + survival * half, level, error);
          case LOG -> within(survival * Math.exp(-half), survival * Math.exp(half), level, error);
          case LOG_LOG -> {
            double onScale = half / Math.log(survival);
            yield within(
                Math.pow(survival, Math.exp(-onScale)),
                Math.pow(survival, Math.exp(onScale)),
                level,
                error);
          }
        });
  }

  private Interval within(double low, double high, double level, String error) {
    return new Interval(Math.max(0, low), Math.min(1, high), level, error + ", " + label);
  }
}
