package dev.holdfast.cli;

import dev.holdfast.app.Holdfast;
import dev.holdfast.app.Settings;
import dev.holdfast.base.Clocks;
import dev.holdfast.bench.Target;
import dev.holdfast.stream.SourceTraffic;
import dev.holdfast.workspace.Actor;
import dev.holdfast.workspace.NewKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code serve}, as a process of its own for a benchmark that asks it for numbers: one line in, one
 * line of JSON out.
 */
final class MeasuredServer {

  static final String COUNTERS = "counters";
  static final String GAUGES = "gauges";
  static final String LOADED_EVENTS = "loadedEvents";
  static final String PORT = "port";
  static final String WRITE_KEY = "writeKey";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private MeasuredServer() {}

  /** The argument is the data folder. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (Holdfast holdfast = Holdfast.open(Settings.of(Path.of(arguments[0])), Clocks.system());
        Site site = Site.open(holdfast, 0);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      Actor by = Actor.holdfast("benchmark");
      var sources = holdfast.workspace().sources();
      NewKey key = sources.newKey(sources.add("bench", by).id(), by);
      out.println(JSON.writeValueAsString(Map.of(PORT, site.port(), WRITE_KEY, key.secret())));
      String line = in.readLine();
      while (line != null) {
        out.println(
            JSON.writeValueAsString(
                line.equals(COUNTERS) ? counters(holdfast, site) : gauges(holdfast)));
        line = in.readLine();
      }
    }
  }

  private static Map<String, Long> counters(Holdfast holdfast, Site site) {
    Map<String, Long> counters = new LinkedHashMap<>();
    counters.put(Target.DURABLE_EVENTS, site.safeMessages());
    counters.put(Target.FSYNCS, holdfast.arrivals().syncs());
    counters.put(LOADED_EVENTS, holdfast.arrivals().loaded());
    counters.put("warehouseCommits", holdfast.facts().warehouse().commits());
    return counters;
  }

  private static Map<String, Long> gauges(Holdfast holdfast) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    Map<String, Long> gauges = new LinkedHashMap<>();
    gauges.put(Target.HEAP_BYTES, memory.getHeapMemoryUsage().getUsed());
    gauges.put("backlogBytes", holdfast.arrivals().backlogBytes());
    for (SourceTraffic source : holdfast.arrivals().traffic()) {
      source.stored().ifPresent(lag -> gauges.put("storedP99Millis", lag.p99().toMillis()));
      source
          .inHealth()
          .ifPresent(lag -> {
            gauges.put("inSignalsMedianMillis", lag.median().toMillis());
            gauges.put("inSignalsP99Millis", lag.p99().toMillis());
          });
    }
    return gauges;
  }
}
