package dev.holdfast.metrics;

import dev.holdfast.metrics.ContextQueries.Cell;
import dev.holdfast.metrics.ContextQueries.Cells;
import dev.holdfast.metrics.ContextTable.Judgement;
import dev.holdfast.metrics.ContextTable.Row;
import dev.holdfast.stats.BenjaminiHochberg;
import dev.holdfast.stats.Interval;
import dev.holdfast.stats.MeanContrast;
import dev.holdfast.stats.Shrinkage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares a metric's rows in each situation with all others.
 *
 * <p>For each value of each tag: the mean outcome of its rows less that of all other rows, with the
 * account as the unit ({@link MeanContrast}). All p values of the table are adjusted together
 * ({@link BenjaminiHochberg}). The differences are pooled ({@link Shrinkage}) toward none: a
 * difference could as well be taken the other way round, so each one goes in with its mirror image,
 * which puts the mean of all at 0.
 *
 * <p>Left out: values of fewer than five rows, or whose rest has fewer (hidden and counted), and
 * those that all rows have (there is no rest). Without a judgement: those that rest on fewer than
 * two accounts of equal size.
 */
final class ContextEvaluation {

  private ContextEvaluation() {}

  /** A cell with what can be said about it. */
  private record Compared(Cell cell, double difference, @Nullable MeanContrast contrast) {}

  static ContextTable table(Question asked) {
    Question question = ContextOutcome.ofRows(asked);
    SampleQueries sample = new SampleQueries(question);
    Definition definition = question.definition();
    ContextOutcome outcome = ContextOutcome.of(definition, sample.columns());
    ContextRowQueries made = new ContextRowQueries(question, sample, outcome);
    Cells cells = new ContextQueries(question, made).cells();
    List<Compared> compared = new ArrayList<>();
    int hidden = 0;
    for (Cell cell : cells.cells()) {
      if (cell.rest() == null) {
        continue;
      }
      if (Math.min(cell.inside().n(), cell.rest().n()) < ContextTable.LEAST_ROWS) {
        hidden++;
      } else {
        compared.add(compared(cells, cell, cell.rest()));
      }
    }
    return new ContextTable(
        definition.contract().key(),
        definition.variant().name(),
        outcome.unit(),
        question.steps().getFirst(),
        question.reading().facts().asOf(),
        cells.n(),
        definition.sampleUnit(),
        cells.accounts(),
        outcome.words(),
        ranked(compared, outcome.unit()),
        hidden,
        ContextWords.rule((int) compared.stream().filter(one -> one.contrast != null).count()),
        new ContextCalendarQueries(question.reading()).notRecorded(),
        remarks(definition, made.byDay()));
  }

  private static Compared compared(Cells cells, Cell cell, MeanContrast.Side rest) {
    Optional<MeanContrast> contrast =
        MeanContrast.ofSums(
            cell.inside(),
            rest,
            cell.sharedSizes(),
            cell.leftOut(),
            cells.accounts(),
            cells.spread());
    return new Compared(cell, cell.inside().mean() - rest.mean(), contrast.orElse(null));
  }

  private static List<Row> ranked(List<Compared> compared, String unit) {
    List<MeanContrast> contrasts = new ArrayList<>();
    for (Compared one : compared) {
      if (one.contrast != null) {
        contrasts.add(one.contrast);
      }
    }
    List<Judgement> judgements = judgements(contrasts);
    List<Row> rows = new ArrayList<>();
    int next = 0;
    for (Compared one : compared) {
      rows.add(row(one, one.contrast == null ? null : judgements.get(next++), unit));
    }
    // Equal ones stay in the order of tags and their values.
    rows.sort(
        Comparator.comparing((Row row) -> !row.stands())
            .thenComparing(row -> row.judgement() == null)
            .thenComparingDouble(
                row -> row.judgement() == null ? 0 : -Math.abs(row.judgement().shrunken()))
            .thenComparingDouble(
                row -> row.judgement() == null ? 0 : row.judgement().probability()));
    return rows;
  }

  private static List<Judgement> judgements(List<MeanContrast> contrasts) {
    if (contrasts.isEmpty()) {
      return List.of();
    }
    int size = contrasts.size();
    double[] probabilities = new double[size];
    double[] differences = new double[2 * size];
    double[] errors = new double[2 * size];
    for (int i = 0; i < size; i++) {
      MeanContrast contrast = contrasts.get(i);
      probabilities[i] = contrast.probability();
      differences[i] = contrast.difference();
      differences[size + i] = -contrast.difference();
      errors[i] = contrast.standardError();
      errors[size + i] = contrast.standardError();
    }
    double[] adjusted = BenjaminiHochberg.adjusted(probabilities);
    Shrinkage pooled = Shrinkage.of(differences, errors);
    List<Judgement> judgements = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      judgements.add(
          new Judgement(
              contrasts.get(i).interval(Interval.LEVEL),
              pooled.groups().get(i).weight() * differences[i], // the mean of all is 0
              probabilities[i],
              adjusted[i]));
    }
    return judgements;
  }

  private static Row row(Compared one, @Nullable Judgement judgement, String unit) {
    Cell cell = one.cell;
    return new Row(
        cell.tag(),
        cell.tag().value(cell.code()),
        cell.inside().n(),
        cell.accounts(),
        cell.inside().mean(),
        one.difference,
        judgement,
        ContextWords.verdict(
            cell.tag(), cell.code(), cell.inside().n(), one.difference, judgement, unit));
  }

  private static List<String> remarks(Definition definition, boolean byDay) {
    return byDay
        ? List.of(
            "There is no local hour: usage is kept by day, and a day is one of the company's zone.")
        : List.of(
            "A row belongs to the moment of its "
                + definition.time()
                + ", as the clock of the account's time zone shows it, or the company's where the"
                + " account has none.");
  }
}
