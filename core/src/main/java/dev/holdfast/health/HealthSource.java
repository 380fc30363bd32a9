package dev.holdfast.health;

import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.metrics.Rollups;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jooq.DSLContext;

/**
 * What health is computed from: the facts, the rollups made of them, and the profiles that say how.
 */
record HealthSource(FactLog log, Rollups rollups, HealthProfiles profiles) {

  /** The inputs of accounts on days. */
  List<AccountDay> inputs(
      DSLContext sql, Knowledge knowledge, List<LocalDate> days, AccountRange accounts) {
    return new HealthInputQueries(asked(sql, knowledge, days, accounts), profiles).fetch(sql);
  }

  /** What is asked for, read from the rollups when everything known now counts. */
  Asked asked(DSLContext sql, Knowledge knowledge, List<LocalDate> days, AccountRange accounts) {
    FactReader facts = log.reader(sql, knowledge);
    boolean stored = knowledge.isNow() && rollups.upTo(sql).isPresent();
    return new Asked(
        facts,
        stored ? rollups.daysOfUse() : rollups.daysOfUse(sql, facts),
        log.warehouse().engine(),
        zone(),
        days,
        accounts);
  }

  /** The zone whose midnights bound a day. */
  ZoneId zone() {
    return rollups.settings().usageZone();
  }

  Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(zone()).toInstant();
  }
}
