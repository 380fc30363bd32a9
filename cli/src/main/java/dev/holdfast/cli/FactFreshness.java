package dev.holdfast.cli;

import dev.holdfast.app.Holdfast;
import dev.holdfast.web.frame.Freshness;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long ago the newest fact was learnt. */
record FactFreshness(Holdfast holdfast) implements Freshness.Source {

  private static final Duration LATE_AFTER = Duration.ofDays(2);

  @Override
  public Freshness asOf(Instant instant) {
    Optional<Instant> newest = holdfast.facts().lastRecordedAt();
    if (newest.isEmpty()) {
      return new Freshness(Freshness.State.EMPTY, "no data yet");
    }
    if (newest.get().isAfter(instant)) {
      return new Freshness(Freshness.State.FRESH, "as it was known then");
    }
    Duration age = Duration.between(newest.get(), instant);
    return new Freshness(
        age.compareTo(LATE_AFTER) > 0 ? Freshness.State.LATE : Freshness.State.FRESH,
        "newest fact " + words(age) + " ago");
  }

  private static String words(Duration age) {
    if (age.toHours() < 1) {
      return Math.max(1, age.toMinutes()) + " min";
    }
    return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " d";
  }
}
