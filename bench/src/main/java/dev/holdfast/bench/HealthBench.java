package dev.holdfast.bench;

import dev.holdfast.app.Holdfast;
import dev.holdfast.app.Pipeline;
import dev.holdfast.app.Settings;
import dev.holdfast.base.Clocks;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.OwnFiles;
import dev.holdfast.demo.MoreEvents;
import dev.holdfast.demo.Progress;
import dev.holdfast.health.AccountRange;
import dev.holdfast.health.HealthProfile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How long it takes to score every account, and those that new events touched, by a profile of
 * twenty measures; and how much room a year of daily scores takes.
 */
public final class HealthBench {

  private static final int NEW_EVENTS = 10_000;
  private static final int YEAR = 365;

  /** The measures of the profile that ships, and as many more as twenty need. */
  private static final String MORE_MEASURES =
      """

        - name: more
          title: More of the same
          measures:
            - {name: events, title: Events a person, input: events_per_person, direction: more_is_better, curve: {linear: [[0, 0], [50, 100]]}, weight: 1, signal: leading}
            - {name: term, title: Days to the end of the term, input: days_to_term_end, direction: more_is_better, curve: {linear: [[0, 0], [180, 100]]}, weight: 1, signal: leading}
            - {name: milestones, title: Milestones, input: milestones, direction: more_is_better, curve: {linear: [[0, 0], [1, 100]]}, weight: 1, signal: leading}
            - {name: pace, title: Pace of milestones, input: milestone_pace_60, direction: more_is_better, curve: {linear: [[0, 0], [1, 100]]}, weight: 1, signal: leading}
            - {name: tenure, title: Days as a customer, input: days_as_customer, direction: more_is_better, curve: {linear: [[0, 0], [365, 100]]}, weight: 1, signal: leading}
            - {name: reach_among, title: Reach among all, input: reach, direction: more_is_better, curve: {percentile: profile}, weight: 1, signal: leading}
            - {name: days_steps, title: Active days in steps, input: active_days_per_person, direction: more_is_better, curve: {steps: [[1, 0], [4, 60]], beyond: 100}, weight: 1, signal: leading}
      """;

  private HealthBench() {}

  /**
   * Scoring everything, and what is touched.
   *
   * @param measures of the profile that most accounts have
   * @param scored accounts that got a score of today
   * @param fullSeconds scoring all of them, with what is read for it and what is written
   * @param touched accounts that 10,000 new events touched, by refresh
   * @param touchedTimes scoring those, by refresh
   */
  public record Scoring(
      int accounts,
      long usageEvents,
      int measures,
      int scored,
      double fullSeconds,
      List<Integer> touched,
      Times touchedTimes) {}

  /**
   * A year of history.
   *
   * @param rows scores that were stored, one for each day of each account that was a customer
   * @param seconds computing and storing them
   * @param bytes by which the database file grew
   */
  public record Year(int accounts, int days, long rows, double seconds, long bytes) {}

  /**
   * Scores accounts of a company, in a folder that is made and kept.
   *
   * @param runs how often 10,000 new events come
   */
  public static Scoring scoring(
      Path folder, int accounts, long usageEvents, int runs, Progress progress) {
    try (Holdfast holdfast = open(folder, accounts, usageEvents, progress)) {
      Pipeline pipeline = holdfast.pipeline();
      pipeline.forget();
      Pipeline.Report full = pipeline.refresh();
      List<Integer> touched = new ArrayList<>();
      double[] millis = new double[runs];
      for (int i = 0; i < runs; i++) {
        MoreEvents.append(
            holdfast.facts(), NEW_EVENTS, today(holdfast).minusDays(1), System.nanoTime());
        Pipeline.Report refresh = pipeline.refresh();
        touched.add(refresh.healthScores());
        millis[i] = 1000 * seconds(refresh);
      }
      HealthProfile profile = holdfast.health().profiles().inForce("default").orElseThrow();
      return new Scoring(
          accounts,
          usageEvents,
          profile.measures().size(),
          full.healthScores(),
          seconds(full),
          touched,
          Times.ofMillis(millis));
    }
  }

  /** Scores every day of the year that is over, and says how much room that takes. */
  public static Year year(Path folder, int accounts, long usageEvents, Progress progress) {
    Path file = Settings.of(folder).warehouseFile();
    try (Holdfast holdfast = open(folder, accounts, usageEvents, progress)) {
      holdfast.pipeline().refreshRollups();
    }
    long before = bytes(file);
    long start = System.nanoTime();
    int rows;
    try (Holdfast holdfast = Holdfast.open(Settings.of(folder), Clocks.system())) {
      LocalDate yesterday = today(holdfast).minusDays(1);
      rows =
          holdfast
              .health()
              .refresh(yesterday.minusDays(YEAR - 1L), yesterday, AccountRange.all())
              .rows();
    }
    double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3;
    return new Year(accounts, YEAR, rows, seconds, bytes(file) - before);
  }

  private static Holdfast open(Path folder, int accounts, long usageEvents, Progress progress) {
    BenchCompany.make(folder, accounts, usageEvents, Clocks.system(), progress);
    Settings settings = Settings.of(folder);
    OwnFiles.replace(Map.of(settings.healthFolder().resolve("default.yaml"), profile()));
    return Holdfast.open(settings, Clocks.system());
  }

  private static String profile() {
    try (InputStream in = Holdfast.class.getResourceAsStream("/holdfast/health/default.yaml")) {
      if (in == null) {
        throw new IllegalStateException("the shipped profile is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replace("version: 1", "version: 2")
          + MORE_MEASURES;
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE, "cannot read the shipped profile", e);
    }
  }

  private static double seconds(Pipeline.Report report) {
    Double seconds = report.seconds().get("health");
    return seconds == null ? 0 : seconds;
  }

  private static LocalDate today(Holdfast holdfast) {
    return LocalDate.ofInstant(holdfast.clock().instant(), holdfast.settings().zone());
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.OUTSIDE_UNAVAILABLE, "cannot read " + file, e);
    }
  }
}
