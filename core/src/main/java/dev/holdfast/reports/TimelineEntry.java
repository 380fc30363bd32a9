package dev.holdfast.reports;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that happened at an account.
 *
 * @param kind what it belongs to
 * @param at when
 * @param text what happened
 * @param detail more about it; may be empty
 * @param important whether it is shown among everything, or only when asked for its kind
 */
public record TimelineEntry(Kind kind, Instant at, String text, String detail, boolean important) {

  /** The newest first; at one moment in the order of kinds. */
  static final Comparator<TimelineEntry> ORDER =
      Comparator.comparing(TimelineEntry::at)
          .reversed()
          .thenComparing(TimelineEntry::kind)
          .thenComparing(TimelineEntry::text);

  /** What a timeline can be narrowed to. */
  public enum Kind {
    USAGE("Usage"),
    TICKETS("Tickets"),
    VOICE("Voice"),
    TOUCHES("Touches"),
    PEOPLE("People"),
    MONEY("Money"),
    MILESTONES("Milestones");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }

    /** Its word in an address. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The one called so; absent when there is none. */
    public static Optional<Kind> named(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
  }
}
