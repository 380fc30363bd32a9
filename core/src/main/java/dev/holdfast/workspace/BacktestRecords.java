package dev.holdfast.workspace;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What backtests of health profiles found, and what people decided on them; only ever added to. */
public interface BacktestRecords {

  /** What a person decides about a version of a profile. */
  enum Decision {
    /** It is to be used. */
    PUBLISH,
    /** What is in force stays. */
    KEEP,
    /** It is to be used although no backtest speaks for it. */
    WAIVE;

    /** The decision as forms and files spell it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A report to keep.
   *
   * @param definition stands for every detail of the profile that was tested
   * @param verdict in a few words: "no evidence of signal"
   */
  record New(
      String profile, int profileVersion, String definition, String verdict, String reportJson) {}

  /** A report that was kept. */
  record Kept(
      long id,
      String profile,
      int profileVersion,
      String definition,
      String verdict,
      String reportJson,
      String author,
      Instant madeAt) {}

  /**
   * A decision.
   *
   * @param reportId the report it rests on; null when there was none
   */
  record Decided(
      long id,
      String profile,
      int profileVersion,
      @Nullable Long reportId,
      Decision decision,
      String reason,
      String author,
      Instant decidedAt) {}

  /** Keeps a report. */
  Kept keep(New report, Actor by);

  /** The latest report of a profile in a version; absent when it was never tested. */
  Optional<Kept> latest(String profile, int profileVersion);

  /**
   * Notes a decision on a profile in a version, with the latest report there is.
   *
   * @param reason why, for those who come later; never blank
   */
  Decided decide(String profile, int profileVersion, Decision decision, String reason, Actor by);

  /** The decisions on a profile in a version, newest first. */
  List<Decided> decisions(String profile, int profileVersion);
}
