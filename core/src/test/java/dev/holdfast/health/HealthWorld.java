package dev.holdfast.health;

import dev.holdfast.base.Clocks;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Facts.BillingInterval;
import dev.holdfast.facts.Facts.ContractType;
import dev.holdfast.facts.Facts.Instrument;
import dev.holdfast.facts.Facts.Lifecycle;
import dev.holdfast.facts.Facts.OrganisationChangeKind;
import dev.holdfast.facts.Facts.OutcomeDirection;
import dev.holdfast.facts.Facts.OutcomeKind;
import dev.holdfast.facts.Facts.PersonRole;
import dev.holdfast.facts.Facts.PersonStatus;
import dev.holdfast.facts.Facts.TicketStatus;
import dev.holdfast.facts.Facts.TouchDirection;
import dev.holdfast.facts.ImportId;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.facts.Origin;
import dev.holdfast.metrics.BusinessHours;
import dev.holdfast.metrics.LedgerSettings;
import dev.holdfast.metrics.RollupSettings;
import dev.holdfast.metrics.Rollups;
import dev.holdfast.warehouse.Warehouse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A warehouse in memory with facts told by tests. */
final class HealthWorld implements AutoCloseable {

  /** The day on which the test stands: it is running. */
  static final LocalDate TODAY = LocalDate.of(2026, 3, 31);

  final Clocks.SettableClock clock;
  final ZoneId zone;
  final Warehouse warehouse;
  final FactLog log;
  final Rollups rollups;
  final Health health;
  private final ImportId importId;
  private long next;

  HealthWorld() {
    this(ZoneOffset.UTC);
  }

  HealthWorld(ZoneId zone) {
    this(zone, LedgerSettings.defaults());
  }

  HealthWorld(ZoneId zone, LedgerSettings ledger) {
    this.zone = zone;
    this.clock = Clocks.settable(TODAY.atTime(12, 0).atZone(zone).toInstant());
    this.warehouse = Warehouse.inMemory(clock);
    this.log = FactLog.open(warehouse);
    this.rollups =
        Rollups.open(
            log, new RollupSettings(zone, null, BusinessHours.mondayToFriday(zone), ledger));
    this.health = Health.open(log, rollups, HealthProfiles.shipped(), clock);
    this.importId = log.startDelivery("stream", "test", "{}", "tester");
  }

  @Override
  public void close() {
    warehouse.close();
  }

  void tell(Fact... facts) {
    log.append(importId, List.of(facts)).join();
  }

  /** A delivery of its own, which can be undone. */
  ImportId deliver(Fact... facts) {
    ImportId own = log.startDelivery("file", "own", "{}", "tester");
    log.append(own, List.of(facts)).join();
    return own;
  }

  /** Brings rollups and the health of some days up to what is known. */
  int refresh(LocalDate from, LocalDate to, AccountRange accounts) {
    warehouse.writeAlone(rollups::refresh);
    return health.refresh(from, to, accounts).rows();
  }

  /** Brings rollups and health up to what is known, as a refresh does. */
  void update() {
    health.update(warehouse.writeAlone(rollups::refresh));
  }

  void noonOf(LocalDate day) {
    clock.set(day.atTime(12, 0).atZone(zone).toInstant());
  }

  /** The inputs of an account on a day, with everything known now. */
  AccountDay inputs(String accountId, LocalDate day) {
    return inputs(List.of(day), AccountRange.of(accountId)).getFirst();
  }

  List<AccountDay> inputs(Collection<LocalDate> days, AccountRange accounts) {
    return warehouse.read(
        sql -> health.source().inputs(sql, Knowledge.now(), List.copyOf(days), accounts));
  }

  Instant at(LocalDate day, int hour) {
    return day.atTime(LocalTime.of(hour, 0)).atZone(zone).toInstant();
  }

  private Origin origin(LocalDate day, int hour) {
    return new Origin("test", "f" + next++, at(day, hour));
  }

  Fact account(String id, LocalDate day, @Nullable Lifecycle lifecycle) {
    return account(id, day, lifecycle, null);
  }

  Fact account(String id, LocalDate day, @Nullable Lifecycle lifecycle, @Nullable String segment) {
    return new Facts.Account(
        origin(day, 8),
        id,
        id,
        null,
        null,
        null,
        segment,
        null,
        null,
        null,
        lifecycle,
        null,
        Map.of());
  }

  /** An account that stands under another one. */
  Fact child(String id, String parentId, LocalDate day) {
    return new Facts.Account(
        origin(day, 8),
        id,
        id,
        null,
        parentId,
        null,
        null,
        null,
        null,
        null,
        Lifecycle.ACTIVE,
        null,
        Map.of());
  }

  Fact use(String account, LocalDate day, @Nullable String person, String name) {
    return new Facts.UsageEvent(origin(day, 9), account, person, name, 1, null, null, Map.of());
  }

  Fact seats(String account, String id, LocalDate said, LocalDate start, long seats, long monthly) {
    return subscription(account, id, said, start, seats, monthly, null, null);
  }

  Fact subscription(
      String account,
      String id,
      LocalDate said,
      LocalDate start,
      long seats,
      long monthly,
      @Nullable LocalDate termEnd,
      @Nullable LocalDate cancelled) {
    return new Facts.Subscription(
        origin(said, 8),
        id,
        account,
        null,
        null,
        seats,
        monthly,
        "EUR",
        BillingInterval.MONTH,
        ContractType.RECURRING,
        false,
        start,
        termEnd,
        cancelled,
        null);
  }

  /** A running subscription that is paid monthly in a currency, in its minor units. */
  Fact paid(String account, String id, LocalDate start, long monthly, String currency) {
    return new Facts.Subscription(
        origin(start, 8),
        id,
        account,
        null,
        null,
        1,
        monthly,
        currency,
        BillingInterval.MONTH,
        ContractType.RECURRING,
        false,
        start,
        null,
        null,
        null);
  }

  Fact ticket(String account, String id, LocalDate day, int hour, @Nullable TicketStatus status) {
    return new Facts.TicketEvent(
        origin(day, hour), id, account, null, null, status, status == null, null, null, null, null);
  }

  Fact nps(String account, LocalDate day, long score, String who) {
    return new Facts.SurveyResponse(
        origin(day, 10),
        "r" + next,
        "survey",
        null,
        Instrument.NPS,
        0,
        10,
        true,
        score,
        null,
        account,
        who,
        null,
        null,
        null,
        false);
  }

  Fact csat(String account, LocalDate day, long score) {
    return new Facts.SurveyResponse(
        origin(day, 10),
        "r" + next,
        "survey",
        null,
        Instrument.CSAT,
        1,
        5,
        true,
        score,
        null,
        account,
        null,
        null,
        null,
        null,
        false);
  }

  Fact person(String account, String id, LocalDate day, PersonRole role, PersonStatus status) {
    return new Facts.Person(
        origin(day, 8), id, account, null, null, role, status, null, null, null, Map.of());
  }

  Fact left(String account, String person, LocalDate day) {
    return new Facts.OrganisationChange(
        origin(day, 9), account, person, OrganisationChangeKind.LEFT, null);
  }

  Fact touch(String account, LocalDate day, String kind, TouchDirection direction) {
    return new Facts.Touch(origin(day, 9), "csm", account, null, kind, 30, direction, null, null);
  }

  Fact outcome(String account, LocalDate day, OutcomeKind kind, OutcomeDirection direction) {
    return new Facts.CustomerOutcome(origin(day, 9), account, kind, direction, null, null);
  }

  Fact milestone(String account, LocalDate day, String name) {
    return new Facts.Milestone(origin(day, 9), account, name);
  }
}
