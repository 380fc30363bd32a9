package dev.holdfast.app;

import dev.holdfast.base.Period;
import dev.holdfast.base.Period.Grain;
import dev.holdfast.facts.FactLog;
import dev.holdfast.health.AccountRange;
import dev.holdfast.health.Health;
import dev.holdfast.health.HealthProfiles;
import dev.holdfast.metrics.Contract;
import dev.holdfast.metrics.MetricRequest;
import dev.holdfast.metrics.Metrics;
import dev.holdfast.metrics.Refreshed;
import dev.holdfast.metrics.Rollups;
import dev.holdfast.signals.Signals;
import dev.holdfast.stream.Arrivals;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One refresh, from top to bottom: messages, facts, rollups, health, signals. Metrics are computed
 * from the rollups when somebody asks.
 *
 * <p>Each step takes in only what the step before changed, so a refresh costs what is new. {@link
 * Upkeep} runs it while a server is up.
 */
public final class Pipeline {

  /** How many months of each metric {@link #everyMetric} computes, the running one included. */
  private static final int MONTHS = 12;

  private static final long NEVER = -1;

  private final FactLog facts;
  private final Arrivals arrivals;
  private final Rollups rollups;
  private final Metrics metrics;
  private final Health health;
  private final Signals signals;
  private final ZoneId zone;
  private final InstantSource clock;

  /** With so many commits nothing was behind. */
  private volatile long levelAt = NEVER;

  /** With these profiles nothing was behind. */
  private volatile @Nullable HealthProfiles levelWith;

  /**
   * What a refresh did.
   *
   * @param fromScratch whether everything was computed anew
   * @param usageEvents usage events taken in
   * @param healthScores scores of today that were computed
   * @param signals signals that were raised or ended
   * @param seconds how long each step took, in order
   */
  public record Report(
      boolean fromScratch,
      long usageEvents,
      int healthScores,
      int signals,
      Map<String, Double> seconds) {}

  /** Over rooms that were opened on the same warehouse. */
  public Pipeline(
      FactLog facts,
      Arrivals arrivals,
      Rollups rollups,
      Metrics metrics,
      Health health,
      Signals signals,
      ZoneId zone,
      InstantSource clock) {
    this.facts = facts;
    this.arrivals = arrivals;
    this.rollups = rollups;
    this.metrics = metrics;
    this.health = health;
    this.signals = signals;
    this.zone = zone;
    this.clock = clock;
  }

  /** Waits until messages are to be taken in, or so long. */
  public void awaitMessages(Duration atMost) throws InterruptedException {
    arrivals.await(atMost.toMillis());
  }

  /** Stores the messages that arrived as facts. */
  public void takeIn() {
    arrivals.load();
  }

  /** Once a day, after midnight, does what need not be done with each load. */
  public void tidy() {
    arrivals.tidy(LocalDate.ofInstant(clock.instant(), zone));
  }

  /** Takes in all that is new and scores today with it. */
  public Report refresh() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    timed(seconds, "messages", arrivals::load);
    Refreshed usage = timed(seconds, "rollups", this::rollUp);
    int healthScores = timed(seconds, "health", () -> health.update(usage).rows());
    int changed = timed(seconds, "signals", () -> signals.update(usage));
    arrivals.refreshed(usage.upTo(), clock.instant());
    return new Report(usage.fromScratch(), usage.usageEvents(), healthScores, changed, seconds);
  }

  /** Whether facts were recorded or undone, or a day began, since the last refresh. */
  public boolean isBehind() {
    long commits = facts.warehouse().commits();
    if (commits == levelAt
        && levelWith == health.profiles()
        && health.lastDay().filter(health.today()::isAfter).isEmpty()) {
      return false;
    }
    HealthProfiles profiles = health.profiles();
    boolean behind = looksBehind();
    levelAt = behind ? NEVER : commits;
    levelWith = profiles;
    return behind;
  }

  private boolean looksBehind() {
    Optional<Instant> upTo = facts.warehouse().read(rollups::upTo);
    return upTo.isEmpty()
        || !upTo.equals(health.upTo())
        || !upTo.equals(signals.upTo())
        || facts.lastChangedAt().filter(upTo.get()::isBefore).isPresent()
        || health.lastDay().filter(health.today()::isAfter).isPresent()
        || health.hasOtherProfiles();
  }

  /** Brings the relations that metrics read up to the facts. */
  public void refreshRollups() {
    rollUp();
  }

  /** Makes the next refresh start from nothing, as after a restore. */
  public void forget() {
    facts
        .warehouse()
        .writeAlone(writer -> {
          rollups.forget(writer);
          return true;
        });
  }

  /** Scores the days of a history that have no score yet. */
  public int scoreHistory(LocalDate from, LocalDate to) {
    return health.refresh(from, to, new AccountRange.All()).rows();
  }

  /** Fills the log of signals with what there was to say from one past day to another. */
  public int signalHistory(LocalDate from, LocalDate to) {
    return signals.recordHistory(from, to);
  }

  /** Every metric of the catalogue by month over the last year; says how many values came out. */
  public int everyMetric() {
    LocalDate to = LocalDate.ofInstant(clock.instant(), zone).plusDays(1);
    Period year = new Period(to.minusDays(1).withDayOfMonth(1).minusMonths(MONTHS - 1), to, zone);
    int values = 0;
    for (Contract contract : metrics.catalogue().contracts()) {
      values += metrics.evaluate(MetricRequest.of(contract.key(), year).grain(Grain.MONTH)).size();
    }
    return values;
  }

  private Refreshed rollUp() {
    return facts.warehouse().writeAlone(rollups::refresh);
  }

  private static <T> T timed(Map<String, Double> seconds, String step, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    seconds.put(step, (System.nanoTime() - start) / 1e9);
    return result;
  }
}
