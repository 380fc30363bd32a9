package dev.holdfast.cli;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.bench.Folders;
import dev.holdfast.bench.JavaProcess;
import dev.holdfast.bench.Target;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code serve} on a fresh data folder, as a benchmark drives it. */
final class HoldfastTarget implements Target {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Long>> NUMBERS = new TypeReference<>() {};

  private final JavaProcess server;
  private final URI address;
  private final String writeKey;

  private HoldfastTarget(JavaProcess server) throws IOException {
    this.server = server;
    JsonNode ready = JSON.readTree(server.hear());
    this.address = URI.create("http://127.0.0.1:" + ready.path(MeasuredServer.PORT).asInt());
    this.writeKey = ready.path(MeasuredServer.WRITE_KEY).asString();
  }

  /** Starts it with the flags of this process. */
  static HoldfastTarget start(Path folder) {
    Path data = folder.resolve("holdfast");
    try {
      Folders.delete(data);
      List<String> flags = new ArrayList<>();
      ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
          .filter(flag -> !flag.startsWith("-XX:AOT") && !flag.startsWith("-Xlog"))
          .forEach(flags::add);
      return new HoldfastTarget(JavaProcess.start(MeasuredServer.class, flags, data.toString()));
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE, "Holdfast did not start: " + e.getMessage(), e);
    }
  }

  @Override
  public String name() {
    return "holdfast";
  }

  @Override
  public URI address() {
    return address;
  }

  @Override
  public String writeKey() {
    return writeKey;
  }

  @Override
  public long pid() {
    return server.pid();
  }

  @Override
  public Map<String, Long> counters() {
    return ask(MeasuredServer.COUNTERS);
  }

  @Override
  public Map<String, Long> gauges() {
    return ask(MeasuredServer.GAUGES);
  }

  /** Waits until all that was sent so far is loaded. */
  @Override
  public void settle() {
    Map<String, Long> now = counters();
    while (now.getOrDefault(MeasuredServer.LOADED_EVENTS, 0L)
        < now.getOrDefault(DURABLE_EVENTS, 0L)) {
      try {
        TimeUnit.MILLISECONDS.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      now = counters();
    }
  }

  private Map<String, Long> ask(String what) {
    try {
      server.say(what);
      return JSON.readValue(server.hear(), NUMBERS);
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE, "Holdfast does not answer: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
