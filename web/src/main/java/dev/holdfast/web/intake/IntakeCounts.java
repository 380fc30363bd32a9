package dev.holdfast.web.intake;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What was confirmed and what was refused since the start; what is taken is counted for good. */
public final class IntakeCounts {

  private final LongAdder safe = new LongAdder();
  private final Map<Refused.Reason, LongAdder> refused = new EnumMap<>(Refused.Reason.class);

  /** Counts from nothing. */
  public IntakeCounts() {
    for (Refused.Reason reason : Refused.Reason.values()) {
      refused.put(reason, new LongAdder());
    }
  }

  void add(Refused.Reason reason) {
    LongAdder adder = refused.get(reason);
    if (adder != null) {
      adder.increment();
    }
  }

  void addSafe(int messages) {
    safe.add(messages);
  }

  /** Messages that were safe on the disk and confirmed since the start. */
  public long safe() {
    return safe.sum();
  }

  /** Requests refused since the start, by reason in words; those that never happened left out. */
  public Map<String, Long> refused() {
    Map<String, Long> counts = new TreeMap<>();
    refused.forEach((reason, count) -> {
      if (count.sum() > 0) {
        counts.put(words(reason), count.sum());
      }
    });
    return counts;
  }

  private static String words(Refused.Reason reason) {
    return switch (reason) {
      case UNKNOWN_KEY -> "unknown write key";
      case TOO_LARGE -> "body too large";
      case NOT_READABLE -> "body not readable";
      case TOO_SLOW -> "body too slow";
      case OVERLOADED -> "too much at once";
      case NOT_READY -> "storage not ready";
      case NOT_ALLOWED -> "not an address for this";
    };
  }
}
