package dev.holdfast.health;

import dev.holdfast.facts.Knowledge;
import dev.holdfast.health.HealthExplanation.Change;
import dev.holdfast.health.HealthExplanation.Chosen;
import dev.holdfast.health.HealthExplanation.Group;
import dev.holdfast.health.HealthExplanation.Line;
import dev.holdfast.health.HealthExplanation.Tried;
import dev.holdfast.health.InputReading.Absent;
import dev.holdfast.health.InputReading.Known;
import dev.holdfast.workspace.HealthJudgements;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a score into its explanation. */
final class Explanations {

  /** Days back to which a score is compared. */
  static final List<Integer> SINCE = List.of(7, 30, 90);

  private Explanations() {}

  /** What an explanation is made of besides the score. */
  record Beside(
      Knowledge knowledge,
      List<Scored> earlier,
      PeerMeans peers,
      int daysInBand,
      @Nullable HealthDay recorded,
      HealthJudgements.@Nullable Said override,
      HealthJudgements.@Nullable Said pulse,
      List<Tried> tried) {}

  static HealthExplanation explain(Scored scored, Beside beside) {
    HealthScore score = scored.score();
    HealthProfile profile = score.profile();
    Integer thousandths = score.thousandths();
    boolean peers = beside.peers().accounts() > 0;
    return new HealthExplanation(
        scored.account().accountId(),
        scored.day(),
        beside.knowledge().recordedBy().orElse(null),
        new Chosen(
            profile.name(),
            profile.title(),
            profile.version(),
            profile.why(),
            profile.appliesTo(),
            beside.tried()),
        thousandths == null ? null : (Double) Points.points(thousandths),
        score.band(),
        score.coverage(),
        score.whyUnknown(),
        beside.peers().accounts(),
        peers ? (Double) beside.peers().score() : null,
        groups(scored, beside.peers()),
        HealthAnswers.of(scored),
        SINCE.stream().map(days -> change(days, scored, beside.earlier())).toList(),
        beside.daysInBand(),
        beside.recorded(),
        beside.override(),
        beside.pulse());
  }

  private static Change change(int days, Scored scored, List<Scored> earlier) {
    var since = scored.day().minusDays(days);
    Scored before =
        earlier.stream().filter(other -> other.day().equals(since)).findFirst().orElse(null);
    return Changes.of(days, since, before, scored);
  }

  private static List<Group> groups(Scored scored, PeerMeans peers) {
    List<Group> groups = new ArrayList<>();
    int next = 0;
    for (MeasureGroup group : scored.score().profile().groups()) {
      int end = next + group.measures().size();
      List<MeasureScore> measures = scored.score().measures().subList(next, end);
      List<Line> lines = measures.stream().map(measure -> line(measure, scored, peers)).toList();
      groups.add(
          new Group(
              group.name(),
              group.title(),
              measures.stream().mapToDouble(MeasureScore::effectiveWeight).sum(),
              subtotal(scored.score(), measures),
              sum(lines.stream().map(Line::peersMean)),
              lines));
      next = end;
    }
    return groups;
  }

  /** Added up in whole thousandths, so that it is exact. */
  private static @Nullable Double subtotal(HealthScore score, List<MeasureScore> measures) {
    if (score.thousandths() == null) {
      return null;
    }
    return Points.points(
        measures.stream()
            .map(MeasureScore::contribution)
            .filter(Objects::nonNull)
            .mapToInt(Integer::intValue)
            .sum());
  }

  private static @Nullable Double sum(Stream<@Nullable Double> means) {
    List<Double> known = means.filter(Objects::nonNull).toList();
    return known.isEmpty() ? null : (Double) known.stream().mapToDouble(x -> x).sum();
  }

  private static Line line(MeasureScore scored, Scored whole, PeerMeans peers) {
    Measure measure = scored.measure();
    Integer points = scored.points();
    @Nullable Double contribution =
        scored.contribution() == null ? null : (Double) Points.points(scored.contribution());
    @Nullable Double mean = peers.contribution(measure.name()).orElse(null);
    @Nullable Double value =
        switch (scored.reading()) {
          case Known known -> known.value();
          case Absent absent -> null;
        };
    return new Line(
        measure.name(),
        measure.title(),
        measure.input(),
        measure.direction(),
        measure.signal(),
        value,
        words(scored, whole.account()),
        curveWords(scored, whole.account()),
        points == null ? null : (Double) Points.points(points),
        measure.weight(),
        scored.effectiveWeight(),
        contribution,
        mean,
        whole.score().thousandths() == null ? null : against(scored, mean),
        value == null ? measure.missing().words() : null);
  }

  /** What the input says, or why it does not count. */
  private static String words(MeasureScore scored, AccountDay account) {
    return switch (scored.reading()) {
      case Known known -> scored.measure().input().words(account);
      case Absent absent -> absent.reason();
    };
  }

  /** The curve that was used: of which age, and whom it compared with. */
  private static String curveWords(MeasureScore scored, AccountDay account) {
    Curve curve = scored.measure().curve();
    Curve.Simple used = curve.at(account.daysAsCustomer());
    String age =
        curve instanceof Curve.ByAge byAge
            ? byAge.age(account.daysAsCustomer()) + " as a customer: "
            : "";
    return age
        + switch (used) {
          case Curve.Fixed fixed -> fixed.words();
          case Curve.Percentile percentile ->
              compared(percentile.among(), scored.reference(), account, percentile.words());
        };
  }

  private static String compared(
      Among among, @Nullable Reference reference, AccountDay account, String otherwise) {
    String group = among.group(account);
    return reference == null || !reference.isEnough() || group == null
        ? otherwise
        : "percentile among "
            + Numbers.count(reference.accounts(), "value", "values")
            + " of "
            + among.words(group)
            + " on "
            + reference.day()
            + ", the middle one "
            + Numbers.rounded(reference.median(), 3);
  }

  private static @Nullable Double against(MeasureScore scored, @Nullable Double mean) {
    if (mean == null) {
      return null;
    }
    Integer own = scored.contribution();
    return (own == null ? 0 : Points.points(own)) - mean;
  }
}
