package dev.holdfast.health;

import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.metrics.Rollups;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jooq.DSLContext;

/**
 * What health is computed from: the facts, the rollups made of them, and the profiles that say how.
 *
 * @param current the profiles in force; another set takes their place when one is published
 */
record HealthSource(FactLog log, Rollups rollups, AtomicReference<HealthProfiles> current) {

  HealthSource(FactLog log, Rollups rollups, HealthProfiles profiles) {
    this(log, rollups, new AtomicReference<>(profiles));
  }

  HealthProfiles profiles() {
    return current.get();
  }

  void use(HealthProfiles profiles) {
    current.set(profiles);
  }

  /** The same with other profiles, to try them out. */
  HealthSource with(HealthProfiles profiles) {
    return new HealthSource(log, rollups, profiles);
  }

  /** The inputs of accounts on days. */
  List<AccountDay> inputs(
      DSLContext sql, Knowledge knowledge, List<LocalDate> days, AccountRange accounts) {
    return queries(sql, knowledge, days, accounts).fetch(sql);
  }

  HealthInputQueries queries(
      DSLContext sql, Knowledge knowledge, List<LocalDate> days, AccountRange accounts) {
    return new HealthInputQueries(asked(sql, knowledge, days, accounts), profiles());
  }

  /**
   * What percentiles of profiles are read from, for scores of some days: what was kept when such a
   * score was first computed, else what the facts say of that day. Costs nothing for profiles that
   * compare nobody.
   *
   * <p>An account counts with the profile of the same name that takes it among these profiles.
   */
  References references(
      DSLContext sql,
      Knowledge knowledge,
      Collection<HealthProfile> wanted,
      Collection<LocalDate> days) {
    return ReferenceStore.findOrMake(
        sql,
        wanted,
        days,
        knowledge.recordedBy(),
        day -> inputs(sql, knowledge, List.of(day), AccountRange.all()),
        (profile, day, population, references) -> {});
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
