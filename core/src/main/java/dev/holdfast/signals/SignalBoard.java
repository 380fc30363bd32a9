package dev.holdfast.signals;

import dev.holdfast.workspace.SignalMarks;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The signals that go on, as somebody may see them.
 *
 * @param lines those in the budget first, then those below it, then those answered and muted;
 *     within each by what they are worth
 * @param held what keeps rules from speaking on the day, as sentences
 * @param usefulness of each rule by name
 * @param raised signals of each rule raised in the 90 days up to the day, by name
 * @param mutes in force, of the accounts in sight and of every account
 * @param budget signals a week for each CSM
 */
public record SignalBoard(
    LocalDate day,
    List<SignalLine> lines,
    List<String> held,
    Map<String, Usefulness> usefulness,
    Map<String, Long> raised,
    List<SignalMarks.Mute> mutes,
    int budget) {

  public SignalBoard {
    lines = List.copyOf(lines);
    held = List.copyOf(held);
    usefulness = Map.copyOf(usefulness);
    raised = Map.copyOf(raised);
    mutes = List.copyOf(mutes);
  }

  /**
   * Whether a line waits for the digest of the next morning: it was raised on the day, whoever
   * looks wants to hear of a day's signals together, and it is not of high severity, which never
   * waits.
   */
  public boolean waits(SignalLine line, SignalMarks.Delivery delivery) {
    return delivery == SignalMarks.Delivery.DIGEST
        && line.signal().confirmed().equals(day)
        && line.signal().severity() != Severity.HIGH;
  }

  /** The lines that stand at a place, in order. */
  public List<SignalLine> at(SignalLine.Place place) {
    return lines.stream().filter(line -> line.place() == place).toList();
  }
}
