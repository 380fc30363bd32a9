package dev.holdfast.bench;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.demo.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many events a second a server takes from Segment's clients, over sizes of a batch and numbers
 * of connections; then, at half of the best rate of each size, how long answers take. Before that,
 * rates that were asked for, while nothing else waits.
 */
public final class IngestBench {

  private IngestBench() {}

  /**
   * What one server did.
   *
   * @param name of the server
   * @param absentBecause why it was not measured, if it was not
   * @param about what to know about it
   * @param fullLoad each size of a batch with each number of connections, as fast as answers came
   * @param halfLoad each size of a batch at half of its best rate, whatever the answers did
   * @param sustained sizes of a batch at a rate that was asked for
   */
  public record TargetResult(
      String name,
      Optional<String> absentBecause,
      Map<String, Object> about,
      List<IngestCell> fullLoad,
      List<IngestCell> halfLoad,
      List<IngestCell> sustained) {

    public TargetResult {
      fullLoad = List.copyOf(fullLoad);
      halfLoad = List.copyOf(halfLoad);
      sustained = List.copyOf(sustained);
    }

    /** The cell with the most acknowledged events a second for a size of a batch. */
    Optional<IngestCell> best(int eventsPerRequest) {
      return fullLoad.stream()
          .filter(cell -> cell.eventsPerRequest() == eventsPerRequest)
          .max(Comparator.comparingDouble(IngestCell::acknowledgedEventsPerSecond));
    }
  }

  /**
   * One server beside the control, each at its best number of connections.
   *
   * @param eventsPerRequest events in each request
   * @param eventsPerSecond acknowledged by the server
   * @param controlEventsPerSecond acknowledged by the control
   * @param ratio of the two; more is better
   * @param cpuRatio the control's processor time an event over the server's; more is better
   */
  public record Comparison(
      int eventsPerRequest,
      double eventsPerSecond,
      double controlEventsPerSecond,
      double ratio,
      double cpuRatio) {}

  /** Measures a running server; it stays open. */
  public static TargetResult run(Target target, IngestOptions options, Progress progress) {
    int steps =
        options.eventsPerRequest().size() * (options.connections().size() + 1)
            + options.sustained().size();
    List<IngestCell> full = new ArrayList<>();
    List<IngestCell> half = new ArrayList<>();
    List<IngestCell> sustained = new ArrayList<>();
    try {
      warmUp(target, options);
      // First, so that their lag is not that of the floods which follow.
      for (Map.Entry<Integer, Double> rate : options.sustained().entrySet()) {
        progress.at(target.name(), full.size() + half.size() + sustained.size(), steps);
        LoadPlan plan = plan(target, options, rate.getKey(), options.mostConnections());
        sustained.add(IngestMeasurement.run(target, plan.atRate(rate.getValue())));
      }
      for (int events : options.eventsPerRequest()) {
        double best = 0;
        for (int connections : options.connections()) {
          progress.at(target.name(), full.size() + half.size(), steps);
          IngestCell cell =
              IngestMeasurement.run(target, plan(target, options, events, connections));
          full.add(cell);
          best = Math.max(best, cell.acknowledgedEventsPerSecond());
        }
        progress.at(target.name(), full.size() + half.size(), steps);
        LoadPlan plan = plan(target, options, events, options.mostConnections());
        half.add(IngestMeasurement.run(target, plan.atRate(Math.max(1, best / 2))));
      }
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE, "the load generator failed: " + e.getMessage(), e);
    }
    return new TargetResult(target.name(), Optional.empty(), target.about(), full, half, sustained);
  }

  /** Every size of a batch once, so that the first measurement does not pay for the compiler. */
  private static void warmUp(Target target, IngestOptions options) throws IOException {
    for (int events : options.eventsPerRequest()) {
      if (options.warmUpSeconds() > 0) {
        LoadPlan plan = plan(target, options, events, options.mostConnections());
        LoadProcess.run(plan.forSeconds(options.warmUpSeconds()), LoadGenerator.Listener.none());
      }
    }
  }

  /** Starts the control, measures it and stops it; says so where there is no PostgreSQL. */
  public static TargetResult control(IngestOptions options, Progress progress) {
    Optional<Path> programs = PostgresServer.programs();
    if (programs.isEmpty()) {
      return new TargetResult(
          PostgresControl.NAME,
          Optional.of(
              "There is no PostgreSQL 15: no initdb in its folder of Debian or on the path."),
          Map.of(),
          List.of(),
          List.of(),
          List.of());
    }
    try (Target target =
        PostgresControl.start(programs.get(), options.folder(), options.mostConnections())) {
      return run(target, options, progress);
    }
  }

  /** The engine's limit for commits of each size of a batch. */
  public static List<RawAppend.Result> rawAppend(IngestOptions options, Progress progress) {
    List<RawAppend.Result> results = new ArrayList<>();
    for (int rows : options.eventsPerRequest()) {
      progress.at("raw append", results.size(), options.eventsPerRequest().size());
      results.add(
          RawAppend.run(options.folder(), rows, options.warmUpSeconds(), options.seconds()));
    }
    return results;
  }

  /** A server beside the control, for each size of a batch that both were given. */
  public static List<Comparison> compare(TargetResult server, TargetResult control) {
    return server.fullLoad().stream()
        .map(IngestCell::eventsPerRequest)
        .distinct()
        .flatMap(events ->
            server.best(events).stream()
                .flatMap(best -> control.best(events).stream().map(its -> compare(best, its))))
        .toList();
  }

  private static Comparison compare(IngestCell server, IngestCell control) {
    return new Comparison(
        server.eventsPerRequest(),
        server.acknowledgedEventsPerSecond(),
        control.acknowledgedEventsPerSecond(),
        server.acknowledgedEventsPerSecond() / control.acknowledgedEventsPerSecond(),
        control.cpuMillisPerThousandEvents() / server.cpuMillisPerThousandEvents());
  }

  private static LoadPlan plan(Target target, IngestOptions options, int events, int connections) {
    return new LoadPlan(
        target.address(),
        target.writeKey(),
        events,
        connections,
        options.warmUpSeconds(),
        options.seconds(),
        0);
  }
}
