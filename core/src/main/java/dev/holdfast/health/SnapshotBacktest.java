package dev.holdfast.health;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.health.Ranking.Case;
import dev.holdfast.health.SnapshotReport.Feature;
import dev.holdfast.stats.Auc;
import dev.holdfast.stats.Interval;
import dev.holdfast.stats.NoEstimateException;
import dev.holdfast.stats.NoEstimateException.Reason;
import dev.holdfast.stats.RidgeLogistic;
import dev.holdfast.stats.RidgeLogistic.Observation;
import dev.holdfast.stats.Scored;
import dev.holdfast.stats.ZScores;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Learns from seven tenths of a table of snapshots who is lost and tries it on the others.
 *
 * <p>A row is tried on when the first eight hexadecimal digits of the SHA-256 of its id, modulo
 * ten, are under 3. Features are z-scores of the rows learned from. A feature that is the same for
 * all, or follows from those before it, is left out and named. There is no penalty when at least
 * ten of the rarer outcome are there for each feature, else it is 1; a model without a penalty that
 * has no finite best takes 1, too.
 *
 * <p>Golden file: {@code telco_classification.json}.
 */
public final class SnapshotBacktest {

  private static final int PARTS = 10;
  private static final int TRIED_ON = 3;

  private final SnapshotTable table;
  private final List<Integer> kept = new ArrayList<>();
  private final List<String> remarks;
  private double ridge;

  private SnapshotBacktest(SnapshotTable table) {
    this.table = table;
    this.remarks = new ArrayList<>(table.remarks());
    for (int j = 0; j < table.features().size(); j++) {
      kept.add(j);
    }
  }

  private record Fitted(ZScores scale, RidgeLogistic model) {}

  /**
   * Runs it.
   *
   * @throws HoldfastException {@code BAD_FILE} when the file is not what it is said to be, {@code
   *     BAD_REQUEST} when there is nothing to tell apart
   */
  public static SnapshotReport run(SnapshotRequest request) {
    return new SnapshotBacktest(SnapshotTable.read(request)).report(request);
  }

  private SnapshotReport report(SnapshotRequest request) {
    List<SnapshotTable.Row> train = part(false);
    List<SnapshotTable.Row> test = part(true);
    requireBoth(request, train, "learn from");
    requireBoth(request, test, "try on");
    long lost = train.stream().filter(SnapshotTable.Row::lost).count();
    long rarer = Math.min(lost, train.size() - lost);
    ridge =
        request.ridge() != null
            ? request.ridge()
            : rarer >= (long) RidgeLogistic.ENOUGH_EVENTS * kept.size() ? 0 : 1;
    Fitted fitted = fit(train);
    List<Scored> scored =
        test.stream()
            .map(row ->
                new Scored(
                    fitted.model().probability(fitted.scale().apply(features(row))), row.lost()))
            .toList();
    List<Case> cases =
        IntStream.range(0, test.size())
            .mapToObj(i ->
                new Case(
                    test.get(i).id(), LocalDate.EPOCH, scored.get(i).score(), test.get(i).lost()))
            .toList();
    Ranking ranking = Ranking.of(cases);
    OptionalDouble error = Auc.of(scored).standardError();
    return new SnapshotReport(
        train.size(),
        lost,
        ridge,
        verdict(ranking),
        ranking,
        error.isPresent() ? (Double) error.getAsDouble() : null,
        Calibrated.of(scored),
        strengths(fitted.model()),
        remarks);
  }

  private static String verdict(Ranking ranking) {
    return switch (ranking.signal()) {
      case INSUFFICIENT ->
          "Insufficient: "
              + Numbers.count(ranking.lostAccounts(), "account", "accounts")
              + " of the rows tried were lost, "
              + Ranking.ENOUGH_LOSSES
              + " are needed.";
      case NONE -> "No evidence of signal: these columns do not tell who is lost.";
      case EVIDENCE -> "Evidence of signal: these columns tell more than chance who is lost.";
      case BACKWARDS -> "What was learned ranks the other rows the wrong way round.";
    };
  }

  private List<SnapshotTable.Row> part(boolean tried) {
    return table.rows().stream()
        .filter(row -> (Hashed.bucket(row.id(), PARTS) < TRIED_ON) == tried)
        .toList();
  }

  private static void requireBoth(
      SnapshotRequest request, List<SnapshotTable.Row> rows, String what) {
    long lost = rows.stream().filter(SnapshotTable.Row::lost).count();
    if (lost == 0 || lost == rows.size()) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          request.file()
              + ": of the "
              + rows.size()
              + " rows to "
              + what
              + ", "
              + lost
              + " have '"
              + request.outcome()
              + "' = "
              + request.lost()
              + ". There must be some and not all.");
    }
  }

  private Fitted fit(List<SnapshotTable.Row> train) {
    while (!kept.isEmpty()) {
      try {
        ZScores scale = ZScores.of(train.stream().map(this::features).toList());
        List<Observation> observations =
            train.stream()
                .map(row -> new Observation(scale.apply(features(row)), row.lost()))
                .toList();
        return new Fitted(scale, RidgeLogistic.fit(observations, ridge));
      } catch (NoEstimateException e) {
        mend(e);
      }
    }
    throw new HoldfastException(ErrorCode.BAD_REQUEST, "No column differs between the rows.");
  }

  private void mend(NoEstimateException e) {
    if (e.covariate().isPresent() && e.reason() != Reason.SEPARATED) {
      int place = e.covariate().getAsInt();
      remarks.add(
          "'"
              + table.features().get(kept.get(place))
              + "' was left out: it is the same for all or follows from the others.");
      kept.removeIf(kept.get(place)::equals);
    } else if (ridge == 0) {
      ridge = 1;
      remarks.add("A penalty of 1 was used, since a column foretells the outcome alone.");
    } else {
      throw e;
    }
  }

  private List<Double> features(SnapshotTable.Row row) {
    return kept.stream().map(row.features()::get).toList();
  }

  private List<Feature> strengths(RidgeLogistic model) {
    return IntStream.range(0, kept.size())
        .mapToObj(j -> {
          Interval interval = model.interval(j, Interval.LEVEL);
          return new Feature(
              table.features().get(kept.get(j)),
              model.coefficient(j),
              interval.low(),
              interval.high());
        })
        .sorted(
            Comparator.comparingDouble((Feature feature) -> -Math.abs(feature.perDeviation()))
                .thenComparing(Feature::name))
        .toList();
  }
}
