package dev.holdfast.web.pages;

import dev.holdfast.stream.FailedEvent;
import dev.holdfast.stream.FailedEvents;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Tells messages that were not taken in. */
public final class FailedTelling {

  /** Longer ones stand on a page of their own. */
  private static final int LONGEST_IN_LIST = 16_000;

  /** Longer ones make a form that is larger than may be. */
  private static final int LONGEST_CORRECTED = 400_000;

  private static final int SHOWN = 1_000;
  private static final int MOST_LINES = 18;

  /**
   * One message.
   *
   * @param title what it is about: the event's name, or its kind
   * @param reason why it was not taken in, in a word or two
   * @param says the same as a sentence
   * @param link to its own page
   * @param trace to what became of its id
   * @param who who did it, and for which account, as far as it says
   * @param state what was done about it; empty when nothing was
   * @param text what would be run again
   * @param asSent exactly what was sent, where the message stands alone; else empty
   * @param size of what was sent
   * @param notText which bytes are no text; empty when all are
   * @param lines how many lines the text has, within bounds
   * @param correctable whether it waits and its text is whole
   * @param shortened why the text is not whole or cannot be corrected here; empty when it can
   */
  public record Row(
      long id,
      String title,
      String reason,
      String says,
      String source,
      String messageId,
      String link,
      String trace,
      String who,
      String when,
      String state,
      String text,
      String asSent,
      String size,
      String notText,
      int lines,
      boolean correctable,
      String shortened) {

    /** The same message with a text that somebody typed. */
    Row with(String typed) {
      return new Row(
          id,
          title,
          reason,
          says,
          source,
          messageId,
          link,
          trace,
          who,
          when,
          state,
          typed,
          asSent,
          size,
          notText,
          lines,
          correctable,
          shortened);
    }
  }

  private final Visit visit;

  FailedTelling(Visit visit) {
    this.visit = visit;
  }

  /** A message among others: what is long is shortened. */
  Row inList(FailedEvent event) {
    return row(event, LONGEST_IN_LIST, false);
  }

  /** A message alone. */
  Row whole(FailedEvent event) {
    return row(event, LONGEST_CORRECTED, true);
  }

  /** Whether a text that came back from a form is the message as it was shown there. */
  static boolean shows(FailedEvent event, String typed) {
    return event.status() == FailedEvent.Status.OPEN
        && lines(typed).equals(lines(text(event, event.current())));
  }

  /** A form ends its lines in its own way, and drops a first empty one. */
  private static String lines(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n').strip();
  }

  private Row row(FailedEvent event, int longest, boolean withSent) {
    boolean open = event.status() == FailedEvent.Status.OPEN;
    String text = text(event, event.current());
    boolean fits = text.length() <= longest;
    return new Row(
        event.id(),
        title(event),
        FailedReasons.words(event.code(), event.field()),
        event.says(),
        event.source(),
        event.messageId(),
        visit.link(FailedPage.PATH + "/" + event.id()),
        visit.link(MessagePage.PATH, "id", event.messageId()),
        who(event),
        Words.moment(event.receivedAt(), visit.asOf().zone()),
        state(event),
        fits ? text : text.substring(0, SHOWN) + " ...",
        withSent && fits
            ? MessageText.visible(new String(event.raw(), StandardCharsets.UTF_8))
            : "",
        Words.count(event.raw().length, "byte", "bytes"),
        MessageText.notText(event.raw()),
        Math.min(MOST_LINES, (int) text.lines().count()),
        open && fits,
        fits ? "" : shortened(text, longest));
  }

  private static String text(FailedEvent event, String text) {
    return FailedReasons.isJson(event.code())
        ? MessageText.pretty(text)
        : MessageText.visible(text);
  }

  private static String shortened(String text, int longest) {
    String length = "It has " + Words.count(text.length(), "character", "characters");
    return longest == LONGEST_IN_LIST
        ? length + "; here is how it begins."
        : length + ", too many to correct here: correct it where it is sent, and send it again.";
  }

  private static String title(FailedEvent event) {
    if (FailedReasons.isWholeRequest(event.code())) {
      return "A whole request";
    }
    String name = event.name() == null ? "" : event.name();
    if (name.isEmpty()) {
      return event.kind().isEmpty() ? "A message" : Sights.title(event.kind());
    }
    return event.kind().isEmpty() ? name : Sights.title(event.kind()) + " \u201c" + name + "\u201d";
  }

  private static String who(FailedEvent event) {
    List<String> who = new ArrayList<>();
    if (event.personId() != null) {
      who.add("person " + event.personId());
    } else if (event.anonymousId() != null) {
      who.add("visitor " + event.anonymousId());
    }
    if (event.accountId() != null) {
      who.add("account " + event.accountId());
    }
    return String.join(", ", who);
  }

  private static String state(FailedEvent event) {
    String by = event.changedBy().map(name -> " by " + name).orElse("");
    if (event.status() == FailedEvent.Status.RESOLVED) {
      return "run again" + by;
    }
    if (event.corrected().isPresent()) {
      return "corrected" + by + ", not taken in yet";
    }
    return by.isEmpty() ? "" : "run again" + by + ", still not right";
  }

  /**
   * How many wait.
   *
   * @param found how many of those searched for, if that is known; else negative
   */
  static String headline(Narrowed narrowed, List<FailedEvents.Count> counts, int found) {
    String with = narrowed.q().isEmpty() ? "" : " with \u201c" + narrowed.q() + "\u201d";
    if (found == 0) {
      return with.isEmpty() ? "Nothing waits here" : "No message" + with + " waits";
    }
    if (!with.isEmpty() && found < 0) {
      return "Messages" + with + " were not taken in";
    }
    long waiting =
        with.isEmpty()
            ? counts.stream().filter(narrowed::holds).mapToLong(FailedEvents.Count::messages).sum()
            : found;
    return Words.count(waiting, "message", "messages")
        + with
        + (waiting == 1 ? " was" : " were")
        + " not taken in";
  }

  static String sentence(Narrowed narrowed, boolean none) {
    if (!none) {
      return "Correct what is wrong, then run them again.";
    }
    return narrowed.q().isEmpty()
        ? "Every message of this kind was taken in."
        : "Ids, names and texts were searched, as corrected.";
  }

  static String replayed(long taken, long waiting) {
    return Words.count(taken, "message was", "messages were")
        + " taken in"
        + (waiting == 0 ? "" : ", " + Words.count(waiting, "still waits", "still wait"))
        + "."
        + (taken == 0 ? "" : " Every number has been made with them.");
  }

  /** What to do after a correction. */
  static String corrected(FailedEvent event) {
    return event.corrected().isPresent() && event.status() == FailedEvent.Status.OPEN
        ? "The correction of " + event.messageId() + " is kept. Run it again to take it in."
        : "";
  }
}
