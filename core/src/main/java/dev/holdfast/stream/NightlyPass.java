package dev.holdfast.stream;

import dev.holdfast.facts.FactLog;
import java.time.Duration;
import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Once a day: takes back what was sent again after its id was forgotten, then forgets ids and what
 * is noted of loads. What a load looks up stays bounded that way, and a repeat that came too late
 * to be left out at once counts until the night at most.
 */
final class NightlyPass {

  private static final Logger LOG = LoggerFactory.getLogger(NightlyPass.class);

  /** So long an id is known at least, and what became of its load can be told. */
  static final Duration KEPT = Duration.ofDays(8);

  private NightlyPass() {}

  /** One pass. */
  static void run(FactLog log, LocalDate day) {
    log.warehouse()
        .writeAlone(writer -> {
          long repeats =
              PassStore.streamedAfter(writer.sql())
                  .map(after -> log.undoRepeats(writer, after, Loader.HOLDFAST))
                  .orElse(0L);
          PassStore.forgetBefore(writer.sql(), writer.recordedAt().minus(KEPT));
          PassStore.save(writer, day);
          if (repeats > 0) {
            LOG.info(
                "{} facts had been sent again after more than a week and count once now", repeats);
          }
          return true;
        });
  }
}
