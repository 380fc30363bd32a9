package dev.holdfast.demo;

import java.util.List;

/**
 * How the natural number of usage events becomes the number asked for.
 *
 * @param activity factor on people's chance to be active on a day
 * @param eventsASession events of a session besides signing in
 */
record UsageScale(double activity, double eventsASession) {

  /** Fewest events a session is thinned to before people come less often. */
  private static final double FEWEST = 0.6;

  static UsageScale natural() {
    return new UsageScale(1, UsageStream.EVENTS_A_SESSION);
  }

  /**
   * The scale under which the expected number of events is {@code settings.usageEvents()}. More
   * events make sessions longer; far fewer also make people come less often.
   */
  static UsageScale of(DemoSettings settings, List<AccountPlan> plans, Rhythm rhythm) {
    if (settings.usageEvents() == 0) {
      return natural();
    }
    double sessions = 0;
    int from = (int) settings.firstDay().toEpochDay();
    int to = (int) settings.lastDay().toEpochDay();
    for (AccountPlan plan : plans) {
      for (int day = from; day <= to; day++) {
        sessions += rhythm.sessions(plan, day);
      }
    }
    if (sessions == 0) {
      return natural();
    }
    double perSession = settings.usageEvents() / sessions;
    return perSession >= 1 + FEWEST
        ? new UsageScale(1, perSession - 1)
        : new UsageScale(perSession / (1 + FEWEST), FEWEST);
  }
}
