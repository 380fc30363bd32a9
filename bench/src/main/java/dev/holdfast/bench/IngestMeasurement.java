package dev.holdfast.bench;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Puts one load on one server and reads what it costs. */
final class IngestMeasurement implements LoadGenerator.Listener {

  private static final long MEGABYTE = 1_024 * 1_024;

  private final Target target;
  private final LoadPlan plan;
  private Reading first = Reading.none();
  private Reading last = Reading.none();
  private Map<String, Long> gauges = Map.of();
  private Map<String, ProcessMeter.Memory> memory = Map.of();

  /** What grows, at one moment. */
  private record Reading(long nanos, Map<String, Long> counters, Map<String, Double> cpuSeconds) {

    static Reading none() {
      return new Reading(0, Map.of(), Map.of());
    }

    static Reading of(Target target) {
      Map<String, Long> counters = target.counters();
      return new Reading(System.nanoTime(), counters, byProcess(target, ProcessMeter::cpuSeconds));
    }
  }

  private IngestMeasurement(Target target, LoadPlan plan) {
    this.target = target;
    this.plan = plan;
  }

  static IngestCell run(Target target, LoadPlan plan) throws IOException {
    target.settle();
    long durable = durable(target.counters());
    IngestMeasurement measurement = new IngestMeasurement(target, plan);
    LoadResult load = LoadProcess.run(plan, measurement);
    return measurement.cell(load, durable(target.counters()) - durable);
  }

  @Override
  public void begin() {
    first = Reading.of(target);
  }

  @Override
  public void end() {
    last = Reading.of(target);
    gauges = new TreeMap<>(target.gauges());
    memory = byProcess(target, ProcessMeter::memory);
  }

  private IngestCell cell(LoadResult load, long durableInAll) {
    Map<String, Double> cpu = new TreeMap<>();
    last.cpuSeconds.forEach(
        (name, seconds) -> cpu.put(name, seconds - first.cpuSeconds.getOrDefault(name, 0.0)));
    Map<String, Long> counters = new TreeMap<>();
    last.counters.forEach(
        (name, count) -> counters.put(name, count - first.counters.getOrDefault(name, 0L)));
    double cpuInAll = cpu.values().stream().mapToDouble(Double::doubleValue).sum();
    return new IngestCell(
        plan.eventsPerRequest(),
        plan.connections(),
        plan.eventsPerSecond(),
        load.eventsPerSecond(),
        durable(counters) * 1e9 / (last.nanos - first.nanos),
        load.p50Millis(),
        load.p99Millis(),
        load.maxMillis(),
        load.otherStatuses(),
        load.broken(),
        load.unanswered(),
        load.acknowledgedInAll() - durableInAll,
        1e6 * cpuInAll / Math.max(1, load.events()),
        cpu,
        load.cpuSeconds(),
        counters.getOrDefault(Target.FSYNCS, 0L),
        megabytes(ProcessMeter.Memory::residentBytes),
        megabytes(ProcessMeter.Memory::peakBytes),
        counters,
        gauges);
  }

  private Map<String, Long> megabytes(Function<ProcessMeter.Memory, Long> bytes) {
    Map<String, Long> megabytes = new TreeMap<>();
    memory.forEach((name, held) -> megabytes.put(name, bytes.apply(held) / MEGABYTE));
    return megabytes;
  }

  private static <T> Map<String, T> byProcess(Target target, Function<Long, T> read) {
    Map<String, T> values = new TreeMap<>();
    target.processes().forEach((name, pid) -> values.put(name, read.apply(pid)));
    return values;
  }

  private static long durable(Map<String, Long> counters) {
    return counters.getOrDefault(Target.DURABLE_EVENTS, 0L);
  }
}
