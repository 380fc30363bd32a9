package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.base.Clocks;
import dev.holdfast.demo.DemoTruth.AccountTruth;
import dev.holdfast.demo.DemoTruth.CauseSpan;
import dev.holdfast.facts.FactLog;
import dev.holdfast.health.AccountRange;
import dev.holdfast.health.Health;
import dev.holdfast.health.HealthProfiles;
import dev.holdfast.metrics.BusinessHours;
import dev.holdfast.metrics.RollupSettings;
import dev.holdfast.metrics.Rollups;
import dev.holdfast.signals.Signal;
import dev.holdfast.signals.SignalRules;
import dev.holdfast.signals.SignalSettings;
import dev.holdfast.signals.Signals;
import dev.holdfast.warehouse.Warehouse;
import dev.holdfast.workspace.Workspace;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals against what is true about the demo company: the drops of use that were planted. */
class PlantedDropTests {

  /** The weeks that pass before the rules on use are armed, with the time it takes to get used. */
  private static final int ARMED_DAYS = 140;

  /** A planted drop reaches its bottom after 38 days. */
  private static final int FOUND_WITHIN = 60;

  private static final System.Logger REPORT = System.getLogger("planted-drops");

  private static final Set<String> ON_USE = Set.of("usage_decline", "usage_fell", "silence");

  @TempDir static Path folder;
  private static DemoSettings settings;
  private static Warehouse warehouse;
  private static Workspace workspace;
  private static DemoTruth truth;
  private static Health health;
  private static Signals signals;

  @BeforeAll
  static void generate() {
    settings = Generated.settings(200, 18, 0);
    Clocks.SettableClock clock = Clocks.settable(Generated.NOW);
    warehouse = Warehouse.inMemory(clock);
    workspace = Workspace.open(folder.resolve("workspace.sqlite"), clock);
    FactLog log = FactLog.open(warehouse);
    truth = DemoCompany.generate(log, settings, Progress.silent());
    Rollups rollups =
        Rollups.open(
            log,
            new RollupSettings(settings.zone(), BusinessHours.mondayToFriday(settings.zone())));
    warehouse.writeAlone(rollups::refresh);
    health = Health.open(log, rollups, HealthProfiles.shipped(), clock);
    health.refresh(settings.firstDay(), settings.lastDay(), AccountRange.all());
    signals =
        Signals.open(
            log,
            rollups,
            health,
            SignalRules.shipped(),
            SignalSettings.usual(),
            workspace.signalMarks(),
            clock);
    signals.recordHistory(settings.firstDay(), settings.lastDay());
  }

  @AfterAll
  static void close() {
    workspace.close();
    warehouse.close();
  }

  /** A drop that can be found: the account is armed before, and a customer until the bottom. */
  private record Planted(String accountId, LocalDate from, LocalDate until) {}

  private static List<Planted> planted() {
    List<Planted> planted = new ArrayList<>();
    for (AccountTruth account : truth.accounts()) {
      for (CauseSpan cause : account.causes()) {
        LocalDate from = cause.from();
        boolean armed =
            !from.isBefore(account.signedOn().plusDays(ARMED_DAYS))
                && !from.isBefore(settings.firstDay().plusDays(ARMED_DAYS));
        boolean seen = !from.plusDays(FOUND_WITHIN).isAfter(settings.lastDay());
        boolean stays =
            account.contracts().stream()
                .anyMatch(contract ->
                    !contract.from().isAfter(from.minusDays(ARMED_DAYS))
                        && (contract.endsOn() == null
                            || contract.endsOn().isAfter(from.plusDays(FOUND_WITHIN))));
        if (cause.cause() == Cause.USAGE_FALL && armed && seen && stays) {
          planted.add(new Planted(account.accountId(), from, cause.until()));
        }
      }
    }
    return planted;
  }

  private static Map<String, List<Signal>> onUse() {
    return signals.raised(settings.firstDay(), settings.lastDay()).stream()
        .filter(signal -> ON_USE.contains(signal.rule()))
        .collect(Collectors.groupingBy(Signal::accountId));
  }

  @Test
  void plantedDropsAreFoundWithinWeeks() {
    Map<String, List<Signal>> raised = onUse();
    List<Long> delays = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    for (Planted drop : planted()) {
      raised.getOrDefault(drop.accountId(), List.of()).stream()
          .filter(signal -> !signal.confirmed().isBefore(drop.from()))
          .filter(signal -> !signal.confirmed().isAfter(drop.from().plusDays(FOUND_WITHIN)))
          .map(signal -> ChronoUnit.DAYS.between(drop.from(), signal.confirmed()))
          .min(Long::compare)
          .ifPresentOrElse(delays::add, () -> missed.add(drop.accountId() + " " + drop.from()));
    }
    delays.sort(Long::compare);
    long median = delays.get(delays.size() / 2);
    String report =
        String.format(
            Locale.ROOT,
            "%d of %d planted drops found, delay in days: median %d, nine in ten within %d;"
                + " not found %s",
            delays.size(),
            delays.size() + missed.size(),
            median,
            delays.get((int) Math.ceil(0.9 * delays.size()) - 1),
            missed);
    REPORT.log(System.Logger.Level.INFO, report);
    assertThat(planted()).hasSizeGreaterThan(15);
    assertThat((double) delays.size() / (delays.size() + missed.size()))
        .as(report)
        .isGreaterThan(0.7);
    assertThat(median).as(report).isLessThanOrEqualTo(40);
  }

  /** Nothing befell these accounts; they gave no notice either. */
  @Test
  void accountsThatNothingBefellAreMostlyLeftInPeace() {
    Map<String, List<Signal>> raised = onUse();
    double years = 0;
    List<String> alarms = new ArrayList<>();
    for (AccountTruth account : truth.accounts()) {
      boolean quiet =
          account.causes().isEmpty()
              && account.contracts().size() == 1
              && account.contracts().getFirst().cancelledOn() == null
              && account.contracts().getFirst().endsOn() == null;
      if (quiet) {
        LocalDate from = account.signedOn().plusDays(ARMED_DAYS);
        LocalDate begins =
            from.isAfter(settings.firstDay()) ? from : settings.firstDay().plusDays(ARMED_DAYS);
        years += Math.max(0, ChronoUnit.DAYS.between(begins, settings.lastDay())) / 365.25;
        raised
            .getOrDefault(account.accountId(), List.of())
            .forEach(signal ->
                alarms.add(signal.accountId() + " " + signal.rule() + " " + signal.confirmed()));
      }
    }
    assertThat(years).isGreaterThan(20);
    assertThat(alarms.size() / years).as(String.valueOf(alarms)).isLessThan(0.5);
  }

  /** The outage of two days, at every account, is held to be no customer's doing. */
  @Test
  void theOutageIsNobodysDrop() {
    LocalDate outage =
        warehouse
            .read(
                sql -> sql.fetch("select from_day from fact_calendar_span where kind = 'incident'"))
            .getFirst()
            .get(0, LocalDate.class);
    LocalDate monday = outage.minusDays(outage.getDayOfWeek().getValue() - 1L);
    assertThat(signals.raised(monday.plusDays(7), monday.plusDays(7)))
        .filteredOn(signal -> !signal.rule().equals("silence"))
        .noneMatch(signal -> ON_USE.contains(signal.rule()) && signal.firstSeen().equals(monday));
    LocalDate after = outage.plusDays(1);
    List<String> customers =
        truth.accounts().stream()
            .filter(account -> account.signedOn().isBefore(outage.minusDays(ARMED_DAYS)))
            .map(AccountTruth::accountId)
            .filter(health.onDay(after)::containsKey)
            .limit(5)
            .toList();
    assertThat(customers).isNotEmpty();
    for (String account : customers) {
      assertThat(signals.explain(account, "health_at_risk", after))
          .satisfiesAnyOf(
              answer -> {
                assertThat(answer.state()).isEqualTo("held_back");
                assertThat(answer.why()).contains("Shipment board outage");
              },
              answer -> assertThat(answer.signal()).as("it went on before").isNotNull());
    }
  }
}
