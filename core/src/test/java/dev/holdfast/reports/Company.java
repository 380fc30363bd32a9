package dev.holdfast.reports;

import dev.holdfast.base.Clocks;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Facts.BillingInterval;
import dev.holdfast.facts.Facts.ContractType;
import dev.holdfast.facts.Facts.Instrument;
import dev.holdfast.facts.Facts.Lifecycle;
import dev.holdfast.facts.Facts.OrganisationChangeKind;
import dev.holdfast.facts.Facts.PersonRole;
import dev.holdfast.facts.Facts.PersonStatus;
import dev.holdfast.facts.Facts.TicketStatus;
import dev.holdfast.facts.Facts.TouchDirection;
import dev.holdfast.facts.ImportId;
import dev.holdfast.facts.Origin;
import dev.holdfast.metrics.ContractCatalogue;
import dev.holdfast.metrics.Metrics;
import dev.holdfast.metrics.RollupSettings;
import dev.holdfast.metrics.Rollups;
import dev.holdfast.warehouse.Warehouse;
import dev.holdfast.workspace.RecordScope;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A company of typed facts in memory: what a test tells it, it knows from the moment the clock
 * shows.
 */
final class Company implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-03-18T12:00:00Z");

  final Clocks.SettableClock clock = Clocks.settable(NOW);
  final Warehouse warehouse = Warehouse.inMemory(clock);
  final FactLog log = FactLog.open(warehouse);
  private final Rollups rollups = Rollups.open(log, RollupSettings.defaults());
  final Metrics metrics =
      new Metrics(log, ContractCatalogue.load(Optional.empty()), RollupSettings.defaults());
  private final ImportId importId = log.startDelivery("test", "company", "{}", "tester");
  private int next;

  @Override
  public void close() {
    warehouse.close();
  }

  /** What a viewpoint sees, once what was told is rolled up. */
  <T> T look(Viewpoint view, Function<Look, T> question) {
    warehouse.writeAlone(rollups::refresh);
    return warehouse.read(sql -> question.apply(Look.of(log, metrics, sql, view)));
  }

  /** Somebody who sees everything, today. */
  static Viewpoint everything() {
    return new Viewpoint(new RecordScope.Everything(), true, NOW, null, ZoneOffset.UTC);
  }

  /** Somebody who sees only what these CSMs look after, today. */
  static Viewpoint only(String... csms) {
    return new Viewpoint(
        new RecordScope.OnlyOf(Set.of(csms), "only theirs"), true, NOW, null, ZoneOffset.UTC);
  }

  void tell(Fact... facts) {
    log.append(importId, List.of(facts)).join();
  }

  private Origin at(Instant at) {
    return new Origin("test", "f" + next++, at);
  }

  private Origin at(String at) {
    return at(Instant.parse(at.length() == 10 ? at + "T09:00:00Z" : at));
  }

  void account(String id, String csm, Lifecycle lifecycle, String since) {
    tell(
        new Facts.Account(
            at(since),
            id,
            "Name of " + id,
            null,
            null,
            "Small",
            null,
            null,
            null,
            null,
            lifecycle,
            csm,
            Map.of()));
  }

  void person(String id, String account, PersonRole role, PersonStatus status, String since) {
    tell(
        new Facts.Person(
            at(since),
            id,
            account,
            id + "@example.com",
            "Person " + id,
            role,
            status,
            null,
            null,
            null,
            Map.of()));
  }

  void subscription(
      String id, String account, long yearMinor, String start, @Nullable String termEnd) {
    tell(
        new Facts.Subscription(
            at(start),
            id,
            account,
            "Core",
            "Plan",
            1,
            yearMinor,
            "USD",
            BillingInterval.YEAR,
            ContractType.RECURRING,
            false,
            LocalDate.parse(start),
            termEnd == null ? null : LocalDate.parse(termEnd),
            null,
            null));
  }

  void ticket(String id, String account, @Nullable TicketStatus status, String when) {
    tell(
        new Facts.TicketEvent(
            at(when),
            id,
            account,
            null,
            "agent",
            status,
            false,
            "normal",
            null,
            null,
            "Subject of " + id));
  }

  void nps(String id, String account, String person, long score, String comment, String when) {
    tell(
        new Facts.SurveyResponse(
            at(when),
            id,
            "relationship",
            null,
            Instrument.NPS,
            0,
            10,
            true,
            score,
            comment,
            account,
            person,
            null,
            null,
            "mail",
            false));
  }

  void touch(String account, String csm, long minutes, String when) {
    tell(
        new Facts.Touch(
            at(when),
            csm,
            account,
            null,
            "call",
            minutes,
            TouchDirection.PROACTIVE,
            "phone",
            null));
  }

  void left(String person, String account, String when) {
    tell(
        new Facts.OrganisationChange(
            at(when), account, person, OrganisationChangeKind.LEFT, "mail bounced"));
  }

  void milestone(String account, String milestone, String when) {
    tell(new Facts.Milestone(at(when), account, milestone));
  }

  void used(String account, String person, String name, String when) {
    tell(new Facts.UsageEvent(at(when), account, person, name, 1, null, null, Map.of()));
  }
}
