package dev.holdfast.bench;

import java.util.Map;

/**
 * What one server did under one load.
 *
 * @param eventsPerRequest events in each request
 * @param connections connections
 * @param offeredEventsPerSecond rate at which events were due; 0 for as fast as answers came
 * @param acknowledgedEventsPerSecond events answered 200
 * @param durableEventsPerSecond events that came to disk, by the server's own count
 * @param p50Millis median latency; at a rate, from when a request was due
 * @param p99Millis its 99th percentile
 * @param maxMillis the longest
 * @param otherStatuses answers that were not 200, by status
 * @param broken requests whose connection broke
 * @param unanswered requests without an answer
 * @param acknowledgedNotDurable events answered 200 in the whole run, less those on disk at its end
 * @param cpuMillisPerThousandEvents processor time of all the server's processes
 * @param cpuSeconds the same for the whole measured time, by process
 * @param generatorCpuSeconds processor time of the load generator
 * @param fsyncs calls of fsync or fdatasync
 * @param residentMegabytes memory held at the end, by process
 * @param peakMegabytes the most ever held, by process
 * @param counters by how much the server's counters grew
 * @param gauges the server's other numbers at the end
 */
public record IngestCell(
    int eventsPerRequest,
    int connections,
    double offeredEventsPerSecond,
    double acknowledgedEventsPerSecond,
    double durableEventsPerSecond,
    double p50Millis,
    double p99Millis,
    double maxMillis,
    Map<Integer, Long> otherStatuses,
    long broken,
    long unanswered,
    long acknowledgedNotDurable,
    double cpuMillisPerThousandEvents,
    Map<String, Double> cpuSeconds,
    double generatorCpuSeconds,
    long fsyncs,
    Map<String, Long> residentMegabytes,
    Map<String, Long> peakMegabytes,
    Map<String, Long> counters,
    Map<String, Long> gauges) {}
