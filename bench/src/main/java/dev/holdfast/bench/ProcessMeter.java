package dev.holdfast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a process and those it started took, as Linux counts it. */
final class ProcessMeter {

  /** Ticks a second of {@code /proc/<pid>/stat}: the same on every machine. */
  private static final double TICKS = 100;

  private static final long KILOBYTE = 1_024;

  private ProcessMeter() {}

  /**
   * Memory of a process and those it started; memory that they share counts once.
   *
   * @param residentBytes what they hold now
   * @param peakBytes the most that they held; where several share memory, an upper bound, since not
   *     all were at their highest at once
   */
  record Memory(long residentBytes, long peakBytes) {}

  /** Time of all processors, user and system, of the process and of those it started. */
  static double cpuSeconds(long pid) {
    long ticks = 0;
    for (long each : tree(pid)) {
      String stat = String.join(" ", lines(each, "stat"));
      if (!stat.isEmpty()) {
        // After the name: state is field 0; own user and system time, then that of ended children.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        for (int i = 11; i <= 14; i++) {
          ticks += Long.parseLong(fields[i]);
        }
      }
    }
    return ticks / TICKS;
  }

  static Memory memory(long pid) {
    long resident = 0;
    long peak = 0;
    long shared = 0;
    for (long each : tree(pid)) {
      List<String> status = lines(each, "status");
      long proportional = kilobytes(lines(each, "smaps_rollup"), "Pss:");
      long sharedHere = kilobytes(status, "RssShmem:");
      resident += proportional > 0 ? proportional : kilobytes(status, "VmRSS:");
      peak += kilobytes(status, "VmHWM:") - sharedHere;
      shared = Math.max(shared, sharedHere);
    }
    return new Memory(resident * KILOBYTE, (peak + shared) * KILOBYTE);
  }

  private static List<Long> tree(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .map(ProcessHandle::pid)
        .toList();
  }

  private static long kilobytes(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }

  /** Lines of a file about a process; none when it has ended, may not be read, or off Linux. */
  private static List<String> lines(long pid, String file) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      return List.of();
    }
  }
}
