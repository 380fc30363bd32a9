package dev.holdfast.signals;

import dev.holdfast.metrics.LedgerSettings;
import dev.holdfast.workspace.SignalMarks;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the signals of each CSM in order and draws the line of the budget.
 *
 * <p>{@code expected = weight of the severity (1, 3, 9) x (useful + 1) / (judged + 2) x yearly
 * revenue} in the reporting currency; an account without revenue is worth 0 and comes last, by
 * severity. Signals that were judged in an earlier week or are muted do not take part; one judged
 * this week keeps its place until Monday, so that a budget of ten means ten a week. Nothing is
 * hidden: what is over the line waits below it.
 */
final class Ranking {

  private final SignalRules rules;
  private final SignalSettings settings;
  private final LedgerSettings ledger;
  private final List<SignalMarks.Mute> mutes;
  private final Map<String, SignalMarks.Verdict> verdicts = new HashMap<>();
  private final Map<String, Usefulness> usefulness = new HashMap<>();
  private final Instant weekBegan;

  /**
   * With what people said up to the moment.
   *
   * @param verdicts the oldest first
   */
  Ranking(
      SignalRules rules,
      SignalSettings settings,
      LedgerSettings ledger,
      List<SignalMarks.Mute> mutes,
      List<SignalMarks.Verdict> verdicts,
      LocalDate day,
      ZoneId zone) {
    this.rules = rules;
    this.settings = settings;
    this.ledger = ledger;
    this.mutes = mutes;
    this.weekBegan =
        day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atStartOfDay(zone).toInstant();
    verdicts.forEach(verdict ->
        this.verdicts.put(key(verdict.rule(), verdict.accountId(), verdict.episode()), verdict));
    this.verdicts
        .values()
        .forEach(verdict ->
            usefulness.merge(
                verdict.rule(),
                Usefulness.NONE.and(verdict.useful()),
                (sum, one) -> sum.and(verdict.useful())));
  }

  Map<String, Usefulness> usefulness() {
    return Map.copyOf(usefulness);
  }

  private static String key(String rule, String accountId, String episode) {
    return rule + "\n" + accountId + "\n" + episode;
  }

  /** What a signal is worth looking at, in minor units of the reporting currency. */
  double expected(Signal signal) {
    return signal.severity().weight()
        * usefulness.getOrDefault(signal.rule(), Usefulness.NONE).expected()
        * revenue(signal);
  }

  /** In the reporting currency by the company's rates; as it is when there is no rate. */
  private double revenue(Signal signal) {
    String currency = signal.currency();
    BigDecimal rate =
        currency == null
                || ledger.currency().filter(c -> c.getCurrencyCode().equals(currency)).isPresent()
            ? null
            : ledger.rates().get(currency);
    return rate == null ? signal.arrMinor() : signal.arrMinor() * rate.doubleValue();
  }

  /** The lines of all accounts, in the order of the board. */
  List<SignalLine> lines(List<Signal> signals, Map<String, Customer> customers) {
    List<SignalLine> lines = new ArrayList<>();
    for (Signal signal : signals) {
      Customer customer = customers.get(signal.accountId());
      if (customer != null) {
        lines.add(line(signal, customer));
      }
    }
    lines.sort(
        Comparator.comparingDouble((SignalLine line) -> -line.expectedMinor())
            .thenComparingInt(line -> -line.signal().severity().weight())
            .thenComparing(SignalLine::accountName)
            .thenComparing(line -> line.signal().rule()));
    Map<String, Integer> taken = new HashMap<>();
    List<SignalLine> ranked = new ArrayList<>();
    for (SignalLine line : lines) {
      if (line.place() == SignalLine.Place.IN_BUDGET) {
        int rank = taken.merge(String.valueOf(line.csm()), 1, Integer::sum);
        ranked.add(
            placed(
                line,
                rank <= settings.budget()
                    ? SignalLine.Place.IN_BUDGET
                    : SignalLine.Place.BELOW_BUDGET,
                rank));
      } else {
        ranked.add(line);
      }
    }
    ranked.sort(Comparator.comparing(SignalLine::place));
    return List.copyOf(ranked);
  }

  private SignalLine line(Signal signal, Customer customer) {
    SignalMarks.@Nullable Verdict verdict =
        verdicts.get(key(signal.rule(), signal.accountId(), signal.episode()));
    Optional<SignalMarks.Mute> mute =
        mutes.stream().filter(one -> one.covers(signal.rule(), signal.accountId())).findFirst();
    SignalLine.Place place =
        mute.isPresent()
            ? SignalLine.Place.MUTED
            : verdict != null && verdict.judgedAt().isBefore(weekBegan)
                ? SignalLine.Place.ANSWERED
                : SignalLine.Place.IN_BUDGET;
    return new SignalLine(
        signal,
        customer.name(),
        customer.csm(),
        rules.find(signal.rule()).orElse(null),
        place,
        0,
        expected(signal),
        mute.orElse(null),
        verdict == null ? null : verdict.useful());
  }

  private static SignalLine placed(SignalLine line, SignalLine.Place place, int rank) {
    return new SignalLine(
        line.signal(),
        line.accountName(),
        line.csm(),
        line.rule(),
        place,
        rank,
        line.expectedMinor(),
        line.mute(),
        line.useful());
  }
}
