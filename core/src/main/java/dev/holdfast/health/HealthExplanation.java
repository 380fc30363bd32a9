package dev.holdfast.health;

import dev.holdfast.workspace.HealthJudgements;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why an account's health was what it was on a day: score, groups, measures, inputs.
 *
 * <p>The contributions of the measures add up to those of their groups and to the score, exactly,
 * in thousandths of a point.
 *
 * @param knownBy only what was recorded by then counts; null for everything known now
 * @param score 0 to 100; null when the band is Unknown
 * @param coverage share of the weight that has data, 0 to 1
 * @param whyUnknown why there is no score; null when there is one
 * @param peers accounts of the same profile and version with a score on that day, this one included
 * @param peersMean their mean score; null when there are none
 * @param answers why the score is what it is and in no better band, in sentences
 * @param changes against 7, 30 and 90 days earlier
 * @param daysInBand days on which history has the account in this band without a break; 0 when the
 *     day is not in it
 * @param recorded what history holds for the day; null when it holds nothing
 * @param override what a person says instead; null when nobody does. It never changes the score
 * @param pulse the CSM's own impression; null when nobody gave one
 */
public record HealthExplanation(
    String accountId,
    LocalDate day,
    @Nullable Instant knownBy,
    Chosen profile,
    @Nullable Double score,
    Band band,
    double coverage,
    @Nullable String whyUnknown,
    long peers,
    @Nullable Double peersMean,
    List<Group> groups,
    List<Answer> answers,
    List<Change> changes,
    int daysInBand,
    @Nullable HealthDay recorded,
    HealthJudgements.@Nullable Said override,
    HealthJudgements.@Nullable Said pulse) {

  public HealthExplanation {
    groups = List.copyOf(groups);
    answers = List.copyOf(answers);
    changes = List.copyOf(changes);
  }

  /** A question about the score, such as {@code Why not healthy?}, and its answer in sentences. */
  public record Answer(String question, String sentence) {}

  /**
   * The profile and why it is this one.
   *
   * @param why half-sentence after "because"
   * @param rule the rule that held, in CEL
   * @param tried the profiles that were tried in order, up to this one; empty when the day was
   *     scored by a version that is no longer in force, or when many accounts were asked for
   */
  public record Chosen(
      String name, String title, int version, String why, String rule, List<Tried> tried) {
    public Chosen {
      tried = List.copyOf(tried);
    }
  }

  /**
   * A profile that was tried.
   *
   * @param rule in CEL
   * @param takes whether the rule held
   * @param reason what the rule looks at and found, as the end of a sentence that begins with the
   *     profile
   */
  public record Tried(
      String name, String title, int version, String rule, boolean takes, String reason) {}

  /**
   * A group with its subtotal.
   *
   * @param effectiveWeight share of the weights that count, 0 to 1
   * @param contribution points of the score that come from it; null without a score
   * @param peersMean mean of the same over the peers; null without peers
   */
  public record Group(
      String name,
      String title,
      double effectiveWeight,
      @Nullable Double contribution,
      @Nullable Double peersMean,
      List<Line> measures) {
    public Group {
      measures = List.copyOf(measures);
    }
  }

  /**
   * A measure.
   *
   * @param value its input; null without data
   * @param words the input in words, or why there is none
   * @param curve how the input becomes points, in one line
   * @param points 0 to 100; null when it is left out
   * @param weight as the profile has it
   * @param effectiveWeight share of the weights that count, 0 to 1
   * @param contribution points of the score that come from it; null without a score
   * @param peersMean mean of the same over the peers; null without peers
   * @param againstPeers contribution less the peers' mean; null without either
   * @param missing what its lack of data does; null when it has data
   */
  public record Line(
      String name,
      String title,
      HealthInput input,
      Direction direction,
      SignalKind signal,
      @Nullable Double value,
      String words,
      String curve,
      @Nullable Double points,
      BigDecimal weight,
      double effectiveWeight,
      @Nullable Double contribution,
      @Nullable Double peersMean,
      @Nullable Double againstPeers,
      @Nullable String missing) {}

  /**
   * The change since an earlier day.
   *
   * @param days how many days earlier
   * @param before the score then, computed with the same knowledge; null when there was none
   * @param by how much the score changed; null when one of both is missing
   * @param sentence the change and what made it, in words
   * @param drivers changes of contributions, the largest first; with {@code by} they add up to it
   */
  public record Change(
      int days,
      LocalDate since,
      @Nullable Double before,
      @Nullable Double by,
      String sentence,
      List<Driver> drivers) {
    public Change {
      drivers = List.copyOf(drivers);
    }
  }

  /**
   * What one measure did to the score.
   *
   * @param by change of its contribution
   * @param before its input then, in words
   * @param after its input now, in words
   */
  public record Driver(String measure, String title, double by, String before, String after) {}
}
