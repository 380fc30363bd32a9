package dev.holdfast.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.base.Clocks;
import dev.holdfast.base.Period;
import dev.holdfast.base.Period.Grain;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Facts.BillingInterval;
import dev.holdfast.facts.Facts.ContractType;
import dev.holdfast.facts.ImportId;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.facts.Origin;
import dev.holdfast.warehouse.Warehouse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** A warehouse in memory with a ledger, and short ways to say what was subscribed. */
final class LedgerFixture implements AutoCloseable {

  final Warehouse warehouse = Warehouse.inMemory(Clocks.settable(Instant.EPOCH));
  final FactLog log = FactLog.open(warehouse);
  final RollupSettings settings;
  final Metrics metrics;
  private int factIds;

  LedgerFixture() {
    this(LedgerSettings.defaults());
  }

  LedgerFixture(LedgerSettings ledger) {
    RollupSettings usual = RollupSettings.defaults();
    settings =
        new RollupSettings(usual.usageZone(), usual.valueEvent(), usual.businessHours(), ledger);
    Rollups.open(log, settings);
    metrics = new Metrics(log, ContractCatalogue.load(Optional.empty()), settings);
  }

  /** Brings the ledger up to date; says how many accounts were made anew. */
  int refresh() {
    return refresh(settings);
  }

  int refresh(RollupSettings with) {
    return warehouse.writeAlone(writer -> LedgerStore.refresh(reading(writer.sql(), with)));
  }

  /** What everything known now says. */
  Reading reading(DSLContext sql, RollupSettings with) {
    return new Reading(sql, log.reader(sql, Knowledge.now()), warehouse.engine(), with);
  }

  /** A metric's answers before its contract hides small samples. */
  List<Answer> answers(
      String metric, @Nullable String variant, Period period, Grain grain, String... by) {
    Definition definition = metrics.catalogue().contract(metric).definition(variant);
    return warehouse.read(sql ->
        Evaluation.of(definition.estimator())
            .answers(
                new Question(
                    definition, period.steps(grain), List.of(by), null, reading(sql, settings))));
  }

  /** The one answer for a whole period. */
  Answer answer(String metric, @Nullable String variant, Period period) {
    List<Answer> answers = answers(metric, variant, period, Grain.TOTAL);
    assertThat(answers).hasSize(1);
    return answers.getFirst();
  }

  static Period period(String from, String to) {
    return new Period(LocalDate.parse(from), LocalDate.parse(to), ZoneOffset.UTC);
  }

  ImportId delivery() {
    return log.startDelivery("stream", "test", "{}", "tester");
  }

  void add(Subscribed... subscriptions) {
    add(delivery(), List.of(subscriptions));
  }

  void add(ImportId delivery, List<Subscribed> subscriptions) {
    log.append(delivery, subscriptions.stream().<Fact>map(s -> s.fact("f" + ++factIds)).toList())
        .join();
  }

  /** Movements in order, as {@code 2024-01-01 A new 100.00}. */
  List<String> movements() {
    return warehouse.read(sql ->
        sql.selectFrom(LedgerStore.MOVEMENT)
            .orderBy(MrrQueries.DAY, LedgerQueries.ACCOUNT)
            .fetch(row ->
                String.format(
                    Locale.ROOT,
                    "%s %s %s %.2f",
                    row.get(MrrQueries.DAY),
                    row.get(LedgerQueries.ACCOUNT),
                    row.get(MrrQueries.KIND),
                    Math.abs(row.get(MrrQueries.AMOUNT)) / 100.0)));
  }

  /** Spells in order, as {@code A 1 2024-01-01 .. 2024-02-01} and {@code completed} if so. */
  List<String> spells() {
    return warehouse.read(sql ->
        sql.selectFrom(LedgerStore.SPELL)
            .orderBy(LedgerQueries.ACCOUNT, SpellQueries.SPELL)
            .fetch(row ->
                String.format(
                        Locale.ROOT,
                        "%s %d %s .. %s%s",
                        row.get(LedgerQueries.ACCOUNT),
                        row.get(SpellQueries.SPELL),
                        row.get(SpellQueries.STARTED_ON),
                        row.get(SpellQueries.ENDED_ON) == null
                            ? ""
                            : row.get(SpellQueries.ENDED_ON),
                        row.get(SpellQueries.COMPLETED) ? " completed" : "")
                    .strip()));
  }

  @Override
  public void close() {
    warehouse.close();
  }

  static Subscribed subscribed(String account, String id, String start, long amountMinor) {
    return new Subscribed(
        account,
        id,
        LocalDate.parse(start),
        LocalDate.parse(start),
        amountMinor,
        "USD",
        BillingInterval.MONTH,
        ContractType.RECURRING,
        false,
        null,
        null);
  }

  /** One version of a subscription. */
  record Subscribed(
      String account,
      String id,
      LocalDate day,
      LocalDate startedOn,
      long amountMinor,
      String currency,
      BillingInterval interval,
      ContractType contract,
      boolean trial,
      @Nullable LocalDate termEndOn,
      @Nullable LocalDate cancelledOn) {

    Subscribed every(BillingInterval other) {
      return new Subscribed(
          account,
          id,
          day,
          startedOn,
          amountMinor,
          currency,
          other,
          contract,
          trial,
          termEndOn,
          cancelledOn);
    }

    Subscribed as(ContractType other) {
      return new Subscribed(
          account,
          id,
          day,
          startedOn,
          amountMinor,
          currency,
          interval,
          other,
          trial,
          termEndOn,
          cancelledOn);
    }

    Subscribed onTrial() {
      return new Subscribed(
          account,
          id,
          day,
          startedOn,
          amountMinor,
          currency,
          interval,
          contract,
          true,
          termEndOn,
          cancelledOn);
    }

    Subscribed in(String other) {
      return new Subscribed(
          account,
          id,
          day,
          startedOn,
          amountMinor,
          other.toUpperCase(Locale.ROOT),
          interval,
          contract,
          trial,
          termEndOn,
          cancelledOn);
    }

    /** A later version, from a day on. */
    Subscribed from(String laterDay, long amount) {
      return new Subscribed(
          account,
          id,
          LocalDate.parse(laterDay),
          startedOn,
          amount,
          currency,
          interval,
          contract,
          trial,
          termEndOn,
          cancelledOn);
    }

    Subscribed until(String termEnd) {
      return new Subscribed(
          account,
          id,
          day,
          startedOn,
          amountMinor,
          currency,
          interval,
          contract,
          trial,
          LocalDate.parse(termEnd),
          cancelledOn);
    }

    Subscribed cancelled(String on) {
      return new Subscribed(
          account,
          id,
          day,
          startedOn,
          amountMinor,
          currency,
          interval,
          contract,
          trial,
          termEndOn,
          LocalDate.parse(on));
    }

    Fact fact(String factId) {
      return new Facts.Subscription(
          new Origin("test", factId, day.atStartOfDay(ZoneOffset.UTC).toInstant()),
          id,
          account,
          null,
          null,
          1,
          amountMinor,
          currency,
          interval,
          contract,
          trial,
          startedOn,
          termEndOn,
          cancelledOn,
          null);
    }
  }
}
