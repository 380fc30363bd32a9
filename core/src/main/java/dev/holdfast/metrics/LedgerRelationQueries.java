package dev.holdfast.metrics;

import static org.jooq.impl.DSL.noCondition;

import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.Table;

/** The ledger's tables as sources of contracts: as stored, or as they would have been then. */
record LedgerRelationQueries(Part part) implements Relation {

  private static final String CURRENCY = "{currency}";

  static final LedgerRelationQueries MOVEMENTS = new LedgerRelationQueries(Part.MRR_MOVEMENT);
  static final LedgerRelationQueries SPELLS = new LedgerRelationQueries(Part.ACCOUNT_SPELL);
  static final LedgerRelationQueries UNCONVERTED = new LedgerRelationQueries(Part.MRR_UNCONVERTED);

  /** One table each. */
  enum Part {
    /** Changes of recurring revenue by account and day. */
    MRR_MOVEMENT(
        List.of(
            LedgerQueries.ACCOUNT,
            MrrQueries.DAY,
            MrrQueries.KIND,
            MrrQueries.AMOUNT,
            MrrQueries.BEFORE,
            MrrQueries.AFTER,
            LedgerQueries.CURRENCY)),
    /** Stretches of time during which an account was a customer. */
    ACCOUNT_SPELL(
        List.of(
            LedgerQueries.ACCOUNT,
            SpellQueries.SPELL,
            SpellQueries.STARTED_ON,
            SpellQueries.ENDED_ON,
            SpellQueries.COMPLETED)),
    /** Accounts that are left out of revenue because a currency has no rate. */
    MRR_UNCONVERTED(List.of(LedgerQueries.ACCOUNT, LedgerQueries.CURRENCY));

    private final List<Field<?>> columns;

    Part(List<Field<?>> columns) {
      this.columns = columns;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String name() {
    return part.word();
  }

  @Override
  public List<FactType> facts() {
    return List.of(FactType.SUBSCRIPTION);
  }

  @Override
  public List<Field<?>> columns() {
    return part.columns;
  }

  @Override
  public Table<?> rows(Reading reading) {
    FactReader facts = reading.facts();
    if (facts.knowledge().isNow()) {
      return switch (part) {
        case MRR_MOVEMENT -> LedgerStore.MOVEMENT;
        case ACCOUNT_SPELL -> LedgerStore.SPELL;
        case MRR_UNCONVERTED -> LedgerStore.UNCONVERTED;
      };
    }
    Currency reporting = reporting(reading);
    Table<?> stretches = stretches(reading, "stretch");
    Select<?> rows =
        switch (part) {
          case MRR_MOVEMENT -> MrrQueries.movements(stretches, reporting, noCondition());
          case ACCOUNT_SPELL -> SpellQueries.spells(stretches, noCondition());
          case MRR_UNCONVERTED -> MrrQueries.unconverted(stretches, noCondition());
        };
    return rows.asTable(name());
  }

  /** Stretches of days with one price, as stored or as they would have been then. */
  static Table<?> stretches(Reading reading, String alias) {
    FactReader facts = reading.facts();
    return facts.knowledge().isNow()
        ? LedgerStore.STRETCH.as(alias)
        : new LedgerQueries(reading.engine(), facts, reading.settings().ledger())
            .stretches(reporting(reading), noCondition())
            .asTable(alias);
  }

  /** The currency; without any subscription every one gives the same empty tables. */
  static Currency reporting(Reading reading) {
    return currency(reading).orElseGet(() -> LedgerSettings.currencyOf("USD"));
  }

  /**
   * What revenue is reported in: the currency of the settings, else that of the stored ledger, else
   * the one most subscriptions have, else the one most purchases have.
   */
  static Optional<Currency> currency(Reading reading) {
    LedgerSettings settings = reading.settings().ledger();
    LedgerQueries ledger = new LedgerQueries(reading.engine(), reading.facts(), settings);
    return settings
        .currency()
        .or(() -> LedgerStore.currency(reading.sql()))
        .or(() -> ledger.prevailingCurrency(reading.sql(), FactType.SUBSCRIPTION))
        .or(() -> ledger.prevailingCurrency(reading.sql(), FactType.PURCHASE));
  }

  /** A contract's unit, with the reporting currency where it says {@code {currency}}. */
  static String unit(Reading reading, String unit) {
    return unit.contains(CURRENCY)
        ? unit.replace(
            CURRENCY, currency(reading).map(Currency::getCurrencyCode).orElse("currency"))
        : unit;
  }

  /** How many minor units one unit of the reporting currency has. */
  static double minorUnits(Reading reading) {
    int digits = currency(reading).map(Currency::getDefaultFractionDigits).orElse(2);
    return Math.pow(10, Math.max(0, digits));
  }
}
