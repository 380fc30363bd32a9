package dev.holdfast.reports;

import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.metrics.Metrics;
import dev.holdfast.warehouse.Engine;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * One snapshot of the warehouse seen from a viewpoint: what was known then, of the accounts the
 * person may see today.
 *
 * @param inSight condition on {@code account_id}
 */
record Look(
    DSLContext sql,
    Engine engine,
    Metrics metrics,
    FactReader facts,
    Condition inSight,
    Viewpoint view) {

  static Look of(FactLog log, Metrics metrics, DSLContext sql, Viewpoint view) {
    return new Look(
        sql,
        log.warehouse().engine(),
        metrics,
        log.reader(sql, view.knowledge()),
        SightQueries.inSight(log.reader(sql, Knowledge.now()), view),
        view);
  }

  /** The same look at one account only. */
  Look narrowed(String accountId) {
    return new Look(
        sql, engine, metrics, facts, inSight.and(Columns.ACCOUNT_ID.eq(accountId)), view);
  }

  /** Facts of a type that had occurred and were known by then, of accounts in sight. */
  Table<?> events(FactType type) {
    return SightQueries.events(this, type);
  }

  /** States of a type as they were then, of accounts in sight. */
  Table<?> states(FactType type) {
    return SightQueries.states(this, type, DSL.noCondition());
  }

  /** The same of some keys only: a condition on the type's key and on nothing else. */
  Table<?> states(FactType type, Condition keys) {
    return SightQueries.states(this, type, keys);
  }

  /** Rows that metrics are made of, as known then; all accounts' rows. */
  Table<?> source(String name) {
    return metrics.source(name, sql, facts);
  }

  static Instant instant(LocalDateTime utc) {
    return utc.toInstant(ZoneOffset.UTC);
  }
}
