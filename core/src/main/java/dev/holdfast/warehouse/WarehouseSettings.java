package dev.holdfast.warehouse;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.util.regex.Pattern;

/**
 * How much of the machine the warehouse may use.
 *
 * @param memoryLimit memory the engine may hold before it spills to disk, such as {@code 8GB}
 * @param threads threads of one query
 * @param readers connections for reading
 */
public record WarehouseSettings(String memoryLimit, int threads, int readers) {

  private static final Pattern SIZE = Pattern.compile("[1-9][0-9]*(MB|GB)");

  public WarehouseSettings {
    if (!SIZE.matcher(memoryLimit).matches()) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "warehouse.memory-limit must look like 400MB or 8GB, not '" + memoryLimit + "'");
    }
    if (threads < 1 || readers < 1) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "warehouse.threads and warehouse.readers must be 1 or more");
    }
  }

  /** The same with no more memory than so many megabytes. */
  public WarehouseSettings withMemoryAtMost(int megabytes) {
    int end = memoryLimit.length() - 2;
    long now = Long.parseLong(memoryLimit, 0, end, 10) * (memoryLimit.endsWith("GB") ? 1_024 : 1);
    return now <= megabytes ? this : new WarehouseSettings(megabytes + "MB", threads, readers);
  }

  /** Half of the memory the machine has, at most 12 GB; all cores; four readers. */
  public static WarehouseSettings defaults() {
    long memoryBytes =
        java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : 4L << 30;
    long megabytes = Math.clamp(memoryBytes / (2 * 1024 * 1024), 512, 12 * 1024);
    return new WarehouseSettings(megabytes + "MB", Runtime.getRuntime().availableProcessors(), 4);
  }
}
