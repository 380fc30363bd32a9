package dev.holdfast.metrics;

import dev.holdfast.base.Clocks;
import dev.holdfast.base.Period;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.facts.Origin;
import dev.holdfast.warehouse.Warehouse;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A warehouse in memory with everything a metric needs, and short ways to make facts. */
final class Bench implements AutoCloseable {

  static final ContractCatalogue CATALOGUE = ContractCatalogue.load(Optional.empty());

  final Clocks.SettableClock clock;
  final Warehouse warehouse;
  final FactLog log;
  final RollupSettings settings;
  final Rollups rollups;
  final Metrics metrics;
  private int facts;

  Bench() {
    this(RollupSettings.defaults());
  }

  Bench(RollupSettings settings) {
    this(settings, Instant.parse("2030-01-01T00:00:00Z"));
  }

  Bench(RollupSettings settings, Instant now) {
    this.clock = Clocks.settable(now);
    this.warehouse = Warehouse.inMemory(clock);
    this.log = FactLog.open(warehouse);
    this.settings = settings;
    this.rollups = Rollups.open(log, settings);
    this.metrics = new Metrics(log, CATALOGUE, settings);
  }

  Refreshed refresh() {
    return warehouse.writeAlone(rollups::refresh);
  }

  /** Appends facts in an import of their own. */
  Instant append(List<? extends Fact> some) {
    return log.append(log.startDelivery("stream", "test", "{}", "test"), some).join().recordedAt();
  }

  Instant append(Fact... some) {
    return append(List.of(some));
  }

  List<MetricValue> ask(MetricRequest request) {
    return metrics.evaluate(request);
  }

  MetricValue one(MetricRequest request) {
    List<MetricValue> values = ask(request);
    if (values.size() != 1) {
      throw new AssertionError("one value expected, not " + values);
    }
    return values.getFirst();
  }

  Origin at(String instant) {
    return at(Instant.parse(instant));
  }

  Origin at(Instant instant) {
    return new Origin("test", "f" + facts++, instant);
  }

  Fact use(Instant when, String account, @Nullable String person, long quantity) {
    return new Facts.UsageEvent(
        at(when), account, person, "use", quantity, null, null, java.util.Map.of());
  }

  Fact account(String when, String id, @Nullable String tier, java.util.Map<String, String> more) {
    return new Facts.Account(
        at(when), id, id, null, null, tier, null, null, null, null, null, null, more);
  }

  Fact nps(String when, String account, @Nullable String person, long score) {
    return answer(when, Facts.Instrument.NPS, 0, 10, true, account, person, score);
  }

  Fact answer(
      String when,
      Facts.Instrument instrument,
      long low,
      long high,
      boolean highIsGood,
      String account,
      @Nullable String person,
      long score) {
    Origin origin = at(when);
    return new Facts.SurveyResponse(
        origin,
        origin.factId(),
        "survey",
        null,
        instrument,
        low,
        high,
        highIsGood,
        score,
        null,
        account,
        person,
        null,
        null,
        null,
        false);
  }

  Fact ticket(Instant when, String id, String account, Facts.TicketStatus status) {
    return new Facts.TicketEvent(
        at(when), id, account, null, null, status, false, null, null, null, null);
  }

  static Period days(String from, String to) {
    return days(from, to, ZoneOffset.UTC);
  }

  static Period days(String from, String to, ZoneId zone) {
    return new Period(java.time.LocalDate.parse(from), java.time.LocalDate.parse(to), zone);
  }

  static Knowledge knownBy(Instant instant) {
    return Knowledge.asOf(instant);
  }

  @Override
  public void close() {
    warehouse.close();
  }
}
