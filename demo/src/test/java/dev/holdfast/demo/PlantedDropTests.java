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
import dev.holdfast.stats.Garwood;
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

  /** Companies by which no parameter of a rule was chosen. */
  private static final List<Long> SEEDS = List.of(301L, 302L, 303L);

  @TempDir static Path folder;
  private static final List<World> WORLDS = new ArrayList<>();

  /** A demo company, what is true about it, and what was said of it. */
  private record World(
      DemoSettings settings,
      Warehouse warehouse,
      Workspace workspace,
      DemoTruth truth,
      Health health,
      Signals signals) {

    Map<String, List<Signal>> onUse() {
      return signals.raised(settings.firstDay(), settings.lastDay()).stream()
          .filter(signal -> ON_USE.contains(signal.rule()))
          .collect(Collectors.groupingBy(Signal::accountId));
    }
  }

  @BeforeAll
  static void generate() {
    SEEDS.forEach(seed -> WORLDS.add(world(seed)));
  }

  private static World world(long seed) {
    DemoSettings settings = Generated.settings(200, 18, 0).withSeed(seed);
    Clocks.SettableClock clock = Clocks.settable(Generated.NOW);
    Warehouse warehouse = Warehouse.inMemory(clock);
    Workspace workspace = Workspace.open(folder.resolve(seed + ".sqlite"), clock);
    FactLog log = FactLog.open(warehouse);
    DemoTruth truth = DemoCompany.generate(log, settings, Progress.silent());
    Rollups rollups =
        Rollups.open(
            log,
            new RollupSettings(settings.zone(), BusinessHours.mondayToFriday(settings.zone())));
    warehouse.writeAlone(rollups::refresh);
    Health health = Health.open(log, rollups, HealthProfiles.shipped(), clock);
    health.refresh(settings.firstDay(), settings.lastDay(), AccountRange.all());
    Signals signals =
        Signals.open(
            log,
            rollups,
            health,
            SignalRules.shipped(),
            SignalSettings.usual(),
            workspace.signalMarks(),
            clock);
    signals.recordHistory(settings.firstDay(), settings.lastDay());
    return new World(settings, warehouse, workspace, truth, health, signals);
  }

  @AfterAll
  static void close() {
    WORLDS.forEach(world -> {
      world.workspace().close();
      world.warehouse().close();
    });
  }

  /** A drop that can be found: the account is armed before, and a customer until the bottom. */
  private record Planted(String accountId, LocalDate from, LocalDate until) {}

  private static List<Planted> planted(World world) {
    List<Planted> planted = new ArrayList<>();
    for (AccountTruth account : world.truth().accounts()) {
      for (CauseSpan cause : account.causes()) {
        LocalDate from = cause.from();
        boolean armed =
            !from.isBefore(account.signedOn().plusDays(ARMED_DAYS))
                && !from.isBefore(world.settings().firstDay().plusDays(ARMED_DAYS));
        boolean seen = !from.plusDays(FOUND_WITHIN).isAfter(world.settings().lastDay());
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

  @Test
  void plantedDropsAreFoundWithinWeeks() {
    List<Long> delays = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    for (World world : WORLDS) {
      Map<String, List<Signal>> raised = world.onUse();
      for (Planted drop : planted(world)) {
        raised.getOrDefault(drop.accountId(), List.of()).stream()
            .filter(signal -> !signal.confirmed().isBefore(drop.from()))
            .filter(signal -> !signal.confirmed().isAfter(drop.from().plusDays(FOUND_WITHIN)))
            .map(signal -> ChronoUnit.DAYS.between(drop.from(), signal.confirmed()))
            .min(Long::compare)
            .ifPresentOrElse(
                delays::add,
                () ->
                    missed.add(
                        world.settings().seed() + " " + drop.accountId() + " " + drop.from()));
      }
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
    assertThat(delays.size() + missed.size()).isGreaterThan(50);
    // Eight other companies had 158 of 184 found, after 34 days in the median. Of 76 drops such a
    // share is below 0.74, and the median above 40, by chance once in a hundred.
    assertThat((double) delays.size() / (delays.size() + missed.size()))
        .as(report)
        .isGreaterThan(0.74);
    assertThat(median).as(report).isLessThanOrEqualTo(40);
  }

  /** Nothing befell these accounts; they gave no notice either. */
  @Test
  void accountsThatNothingBefellAreMostlyLeftInPeace() {
    double years = 0;
    List<String> alarms = new ArrayList<>();
    for (World world : WORLDS) {
      Map<String, List<Signal>> raised = world.onUse();
      LocalDate first = world.settings().firstDay().plusDays(ARMED_DAYS);
      for (AccountTruth account : world.truth().accounts()) {
        if (quiet(account)) {
          LocalDate armed = account.signedOn().plusDays(ARMED_DAYS);
          LocalDate begins = armed.isAfter(first) ? armed : first;
          years +=
              Math.max(0, ChronoUnit.DAYS.between(begins, world.settings().lastDay())) / 365.25;
          raised.getOrDefault(account.accountId(), List.of()).stream()
              .filter(signal -> !signal.confirmed().isBefore(begins))
              .forEach(signal ->
                  alarms.add(signal.accountId() + " " + signal.rule() + " " + signal.confirmed()));
        }
      }
    }
    double stated =
        ON_USE.stream()
            .map(rule -> SignalRules.shipped().get(rule).falseAlarmsPerAccountYear())
            .mapToDouble(rate -> rate == null ? 0 : rate)
            .sum();
    String report =
        String.format(
            Locale.ROOT,
            "%d false alarms in %.1f quiet account-years, %.2f a year; stated at most %.2f: %s",
            alarms.size(),
            years,
            alarms.size() / years,
            stated,
            alarms);
    REPORT.log(System.Logger.Level.INFO, report);
    assertThat(years).isGreaterThan(50);
    assertThat(Garwood.rate(alarms.size(), years, 0.95).low())
        .as(report)
        .isLessThanOrEqualTo(stated);
    // Eight other companies had 0.14. In 75 account-years chance makes 0.25 of it once in a
    // hundred.
    assertThat(alarms.size() / years).as(report).isLessThan(0.25);
  }

  private static boolean quiet(AccountTruth account) {
    return account.causes().isEmpty()
        && account.contracts().size() == 1
        && account.contracts().getFirst().cancelledOn() == null
        && account.contracts().getFirst().endsOn() == null;
  }

  /** The outage of two days, at every account, is held to be no customer's doing. */
  @Test
  void theOutageIsNobodysDrop() {
    World world = WORLDS.getFirst();
    LocalDate outage =
        world
            .warehouse()
            .read(
                sql -> sql.fetch("select from_day from fact_calendar_span where kind = 'incident'"))
            .getFirst()
            .get(0, LocalDate.class);
    LocalDate monday = outage.minusDays(outage.getDayOfWeek().getValue() - 1L);
    assertThat(world.signals().raised(monday.plusDays(7), monday.plusDays(7)))
        .filteredOn(signal -> !signal.rule().equals("silence"))
        .noneMatch(signal -> ON_USE.contains(signal.rule()) && signal.firstSeen().equals(monday));
    LocalDate after = outage.plusDays(1);
    List<String> customers =
        world.truth().accounts().stream()
            .filter(account -> account.signedOn().isBefore(outage.minusDays(ARMED_DAYS)))
            .map(AccountTruth::accountId)
            .filter(world.health().onDay(after)::containsKey)
            .limit(5)
            .toList();
    assertThat(customers).isNotEmpty();
    for (String account : customers) {
      assertThat(world.signals().explain(account, "health_at_risk", after))
          .satisfiesAnyOf(
              answer -> {
                assertThat(answer.state()).isEqualTo("held_back");
                assertThat(answer.why()).contains("Shipment board outage");
              },
              answer -> assertThat(answer.signal()).as("it went on before").isNotNull());
    }
  }
}
