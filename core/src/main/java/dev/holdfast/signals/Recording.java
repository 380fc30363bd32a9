package dev.holdfast.signals;

import dev.holdfast.signals.SignalEvent.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a reading adds to the log: nothing when the log says so already. So a refresh may be run any
 * number of times, and an episode is raised once.
 */
final class Recording {

  private final SignalRule rule;
  private final AccountEvidence evidence;
  private final List<SignalEvent> events = new ArrayList<>();
  private @Nullable Episode last;

  private Recording(SignalRule rule, AccountEvidence evidence, @Nullable Episode last) {
    this.rule = rule;
    this.evidence = evidence;
    this.last = last;
  }

  /**
   * Compares a reading with the log.
   *
   * @param last the last signal of the rule about the account in the log; null for none
   * @param looked the last day that was read before; absent the first time, when nothing that is
   *     over is told
   */
  static List<SignalEvent> of(
      SignalRule rule,
      AccountEvidence evidence,
      Reading reading,
      @Nullable Episode last,
      Optional<LocalDate> looked) {
    Recording recording = new Recording(rule, evidence, last);
    if (looked.isPresent()) {
      recording.over(reading.over(), looked.get());
    }
    recording.now(reading.standing());
    return List.copyOf(recording.events);
  }

  private void over(List<Episode> over, LocalDate looked) {
    Set<LocalDate> customerOn = new HashSet<>();
    evidence.days().forEach(point -> customerOn.add(point.day()));
    for (Episode episode : over) {
      LocalDate ended = episode.ended();
      if (ended == null || !ended.isAfter(looked)) {
        continue;
      }
      if (last != null && last.ended() == null && ended.isAfter(last.confirmed())) {
        add(Kind.ENDED, ended, last.end(ended, String.valueOf(episode.endReason())));
      } else if (episode.confirmed().isAfter(looked)
          && isLater(episode)
          && customerOn.contains(episode.confirmed())) {
        add(
            Kind.RAISED,
            episode.confirmed(),
            Episode.raised(
                episode.firstSeen(), episode.confirmed(), episode.sentence(), episode.evidence()));
        add(Kind.ENDED, ended, episode);
      }
    }
  }

  private void now(Standing standing) {
    switch (standing) {
      case Standing.Firing firing -> fires(firing.episode());
      case Standing.Quiet quiet -> clear(quiet.why());
      case Standing.Seen seen -> clear(seen.why());
      case Standing.Arming arming -> {
        // what goes on goes on
      }
      case Standing.HeldBack held -> {
        // neither begins nor ends while the data may be missing
      }
    }
  }

  private void fires(Episode episode) {
    if (last == null || isLater(episode)) {
      if (last == null || last.ended() != null) {
        add(Kind.RAISED, episode.confirmed(), episode);
      }
    } else if (last.ended() != null) {
      add(
          Kind.REOPENED,
          evidence.day(),
          Episode.raised(last.firstSeen(), last.confirmed(), last.sentence(), last.evidence()));
    }
  }

  private void clear(String why) {
    if (last != null && last.ended() == null) {
      add(Kind.ENDED, evidence.day(), last.end(evidence.day(), why));
    }
  }

  /** Whether an episode began after the last one was over. */
  private boolean isLater(Episode episode) {
    LocalDate ended = last == null ? null : last.ended();
    return last == null || (ended != null && episode.firstSeen().isAfter(ended));
  }

  private void add(Kind kind, LocalDate day, Episode episode) {
    Optional<DayPoint> point =
        evidence.days().isEmpty() ? Optional.empty() : Optional.of(evidence.days().getLast());
    events.add(
        new SignalEvent(
            evidence.customer().accountId(),
            rule.name(),
            rule.version(),
            rule.severity(),
            kind,
            day,
            episode,
            point.map(DayPoint::arrMinor).orElse(0L),
            point.map(DayPoint::currency).orElse(null)));
    last = episode;
  }
}
