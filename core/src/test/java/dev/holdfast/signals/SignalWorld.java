package dev.holdfast.signals;

import dev.holdfast.base.Clocks;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Facts.BillingInterval;
import dev.holdfast.facts.Facts.ContractType;
import dev.holdfast.facts.Facts.Lifecycle;
import dev.holdfast.facts.Facts.OrganisationChangeKind;
import dev.holdfast.facts.Facts.PersonRole;
import dev.holdfast.facts.Facts.PersonStatus;
import dev.holdfast.facts.ImportId;
import dev.holdfast.facts.Origin;
import dev.holdfast.health.Health;
import dev.holdfast.health.HealthProfiles;
import dev.holdfast.metrics.BusinessHours;
import dev.holdfast.metrics.RollupSettings;
import dev.holdfast.metrics.Rollups;
import dev.holdfast.warehouse.Warehouse;
import dev.holdfast.workspace.Workspace;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A company whose facts are told by tests, with all that signals need. */
final class SignalWorld implements AutoCloseable {

  static final LocalDate TODAY = LocalDate.of(2026, 3, 31);

  final Clocks.SettableClock clock = Clocks.settable(TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC));
  final Warehouse warehouse = Warehouse.inMemory(clock);
  final FactLog log = FactLog.open(warehouse);
  final Rollups rollups =
      Rollups.open(
          log, new RollupSettings(ZoneOffset.UTC, BusinessHours.mondayToFriday(ZoneOffset.UTC)));
  final Health health = Health.open(log, rollups, HealthProfiles.shipped(), clock);
  final Workspace workspace;
  private final ImportId importId = log.startDelivery("stream", "test", "{}", "tester");
  private long next;
  Signals signals;

  SignalWorld(Path folder) {
    workspace = Workspace.open(folder.resolve("workspace.sqlite"), clock);
    signals = open(10);
  }

  Signals open(int budget) {
    return Signals.open(
        log,
        rollups,
        health,
        SignalRules.shipped(),
        new SignalSettings(budget),
        workspace.signalMarks(),
        clock);
  }

  @Override
  public void close() {
    workspace.close();
    warehouse.close();
  }

  void noonOf(LocalDate day) {
    clock.set(day.atTime(12, 0).toInstant(ZoneOffset.UTC));
  }

  /** One refresh, as the pipeline does it; says how many signals changed. */
  int refresh() {
    var taken = warehouse.writeAlone(rollups::refresh);
    health.update(taken);
    return signals.update(taken);
  }

  void tell(Fact... facts) {
    log.append(importId, List.of(facts)).join();
  }

  ImportId deliver(Fact... facts) {
    ImportId own = log.startDelivery("file", "own", "{}", "tester");
    log.append(own, List.of(facts)).join();
    return own;
  }

  /** Rows of the log of signals. */
  int logged() {
    return warehouse.read(sql -> sql.fetchCount(org.jooq.impl.DSL.table("signal_event")));
  }

  private Origin origin(LocalDate day, int hour) {
    return new Origin("test", "f" + next++, day.atTime(hour, 0).toInstant(ZoneOffset.UTC));
  }

  Fact account(String id, String csm, LocalDate day) {
    return account(id, csm, day, Lifecycle.ACTIVE);
  }

  Fact account(String id, String csm, LocalDate day, Lifecycle lifecycle) {
    return new Facts.Account(
        origin(day, 8),
        id,
        "Name of " + id,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        lifecycle,
        csm,
        Map.of());
  }

  Fact subscription(String account, LocalDate start, long monthly, @Nullable LocalDate termEnd) {
    return new Facts.Subscription(
        origin(start, 8),
        "s-" + account,
        account,
        null,
        null,
        10,
        monthly,
        "EUR",
        BillingInterval.MONTH,
        ContractType.RECURRING,
        false,
        start,
        termEnd,
        null,
        null);
  }

  Fact person(String account, String id, LocalDate day, PersonRole role) {
    return new Facts.Person(
        origin(day, 8),
        id,
        account,
        null,
        null,
        role,
        PersonStatus.ACTIVE,
        null,
        null,
        null,
        Map.of());
  }

  Fact left(String account, String person, LocalDate day) {
    return new Facts.OrganisationChange(
        origin(day, 9), account, person, OrganisationChangeKind.LEFT, null);
  }

  /** An outage of some days, for every account. */
  Fact outage(LocalDate from, LocalDate to) {
    return new Facts.CalendarSpan(
        origin(from, 7), "o" + from, Facts.SpanKind.INCIDENT, "Outage", null, from, to);
  }

  Fact use(String account, LocalDate day, String person) {
    return new Facts.UsageEvent(
        origin(day, 9), account, person, "report_viewed", 1, null, null, Map.of());
  }
}
