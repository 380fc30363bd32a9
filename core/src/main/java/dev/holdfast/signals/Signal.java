package dev.holdfast.signals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signal as it was kept: one episode of a rule about an account.
 *
 * @param ruleVersion the version of the rule that raised it
 * @param firstSeen the day on which what it says began; with account and rule it is the key
 * @param confirmed the day it was raised
 * @param ended the day it was clear again; null while it goes on
 * @param arrMinor yearly revenue of the account when it was raised, in minor units of {@code
 *     currency}
 * @param recordedAt when its last change was kept
 */
public record Signal(
    String accountId,
    String rule,
    int ruleVersion,
    Severity severity,
    LocalDate firstSeen,
    LocalDate confirmed,
    @Nullable LocalDate ended,
    String sentence,
    List<EvidenceRow> evidence,
    @Nullable String endReason,
    long arrMinor,
    @Nullable String currency,
    Instant recordedAt) {

  public Signal {
    evidence = List.copyOf(evidence);
  }

  public boolean open() {
    return ended == null;
  }

  /** The key of the episode among those of its rule and account. */
  public String episode() {
    return firstSeen.toString();
  }

  Episode asEpisode() {
    return new Episode(firstSeen, confirmed, ended, sentence, evidence, endReason);
  }
}
