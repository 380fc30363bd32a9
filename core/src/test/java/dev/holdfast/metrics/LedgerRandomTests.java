package dev.holdfast.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.base.Period;
import dev.holdfast.facts.Facts.BillingInterval;
import dev.holdfast.facts.Facts.ContractType;
import dev.holdfast.facts.ImportId;
import dev.holdfast.metrics.LedgerFixture.Subscribed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Thousands of made-up accounts, in SQL and by an oracle that walks the calendar day by day and
 * knows nothing of windows, unions or islands.
 */
class LedgerRandomTests {

  private static final long SEED = 20_261_121L;
  private static final int ACCOUNTS = 10_000;
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final int DAYS = 60;

  private static final BillingInterval[] INTERVALS = BillingInterval.values();

  /** A currency with a rate that rounds, and one that makes an account stay out of revenue. */
  private static final LedgerSettings SETTINGS =
      new LedgerSettings(
          Optional.of(LedgerSettings.currencyOf("USD")),
          Map.of("EUR", new BigDecimal("1.0837")),
          Optional.empty(),
          ZoneOffset.UTC);

  @Test
  void movementsAndSpellsAreThoseOfTheDayByDayOracle() {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Subscribed> first = new ArrayList<>();
    List<Subscribed> later = new ArrayList<>();
    List<Subscribed> mistaken = new ArrayList<>();
    for (int account = 0; account < ACCOUNTS; account++) {
      String name = String.format(Locale.ROOT, "a%04d", account);
      int subscriptions = 1 + random.nextInt(3);
      for (int s = 0; s < subscriptions; s++) {
        List<Subscribed> versions = versions(random, name, name + "-" + s);
        int told = random.nextInt(versions.size() + 1);
        first.addAll(versions.subList(0, told));
        later.addAll(versions.subList(told, versions.size()));
        if (random.nextInt(4) == 0) {
          // Half are of subscriptions that nothing else tells of.
          String id = random.nextBoolean() ? name + "-" + s : name + "-mistake";
          mistaken.addAll(versions(random, name, id));
        }
      }
    }

    try (LedgerFixture fixture = new LedgerFixture(SETTINGS)) {
      fixture.add(first.toArray(Subscribed[]::new));
      ImportId mistake = fixture.delivery();
      fixture.add(mistake, mistaken);
      fixture.refresh();
      fixture.add(later.toArray(Subscribed[]::new));
      fixture.log.undo(mistake, "tester");
      fixture.refresh();
      // The order of recording is the order of these lists.
      List<Subscribed> all = new ArrayList<>(first);
      all.addAll(later);
      List<String> movements = new ArrayList<>();
      List<String> spells = new ArrayList<>();
      Map<String, List<Subscribed>> byAccount =
          all.stream()
              .collect(
                  Collectors.groupingBy(Subscribed::account, TreeMap::new, Collectors.toList()));
      byAccount.forEach((account, told) -> {
        if (converts(told)) {
          movements.addAll(oracleMovements(account, told));
        }
        spells.addAll(oracleSpells(account, told));
      });
      movements.sort(Comparator.naturalOrder());
      assertThat(fixture.movements()).as("seed " + SEED).containsExactlyElementsOf(movements);
      assertThat(fixture.spells()).as("seed " + SEED).containsExactlyElementsOf(spells);
      assertThat(movements.stream().map(line -> line.split(" ")[2]).distinct())
          .as("the accounts show every kind")
          .hasSize(MovementKind.values().length - 1); // the rates of this ledger never change
      openingAndMovementsMakeTheClosing(fixture, byAccount, random);
    }
  }

  /** For made-up periods, of every account and in total, to the minor unit. */
  private static void openingAndMovementsMakeTheClosing(
      LedgerFixture fixture, Map<String, List<Subscribed>> told, SplittableRandom random) {
    for (int i = 0; i < 5; i++) {
      LocalDate from = FIRST.plusDays(random.nextInt(DAYS));
      Period period = new Period(from, from.plusDays(1 + random.nextInt(DAYS)), ZoneOffset.UTC);
      Map<String, Long> closings = minor(fixture, "closing", period, "account_id");
      Map<String, Long> sums = minor(fixture, "opening", period, "account_id");
      minor(fixture, "net", period, "account_id")
          .forEach((account, moved) -> sums.merge(account, moved, Long::sum));
      long total = minor(fixture, "opening", period).getOrDefault("", 0L);
      for (MovementKind kind : MovementKind.values()) {
        total += minor(fixture, kind.word(), period).getOrDefault("", 0L);
      }
      assertThat(total).as(period.toString()).isEqualTo(minor(fixture, "closing", period).get(""));
      assertThat(nonZero(sums)).as(period.toString()).isEqualTo(nonZero(closings));
      Map<String, Long> oracle = new TreeMap<>();
      told.forEach((account, versions) -> {
        if (converts(versions)) {
          oracle.put(account, total(active(versions, period.to().minusDays(1))));
        }
      });
      assertThat(nonZero(closings)).as(period.toString()).isEqualTo(nonZero(oracle));
    }
  }

  /** What a variant of the movements comes to in cents, by dimensions if there are any. */
  private static Map<String, Long> minor(
      LedgerFixture fixture, String variant, Period period, String... by) {
    Map<String, Long> minor = new TreeMap<>();
    for (Answer answer :
        fixture.answers("mrr_movements", variant, period, Period.Grain.TOTAL, by)) {
      if (answer.estimate().value() != null) {
        minor.put(
            String.join("", answer.dimensions()),
            new BigDecimal(answer.estimate().value().toString())
                .movePointRight(2)
                .longValueExact());
      }
    }
    return minor;
  }

  private static Map<String, Long> nonZero(Map<String, Long> minor) {
    Map<String, Long> nonZero = new TreeMap<>(minor);
    nonZero.values().removeIf(amount -> amount == 0);
    return nonZero;
  }

  /** Whether the account never has to pay in the currency without a rate. */
  private static boolean converts(List<Subscribed> told) {
    if (told.stream().noneMatch(LedgerRandomTests::hasNoRate)) {
      return true;
    }
    for (LocalDate day = FIRST; day.isBefore(FIRST.plusDays(2 * DAYS)); day = day.plusDays(1)) {
      LocalDate today = day;
      if (active(told, day).stream().anyMatch(one -> hasNoRate(one.version()))
          || told.stream().anyMatch(one -> hasNoRate(one) && emptyOn(one, told, today))) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasNoRate(Subscribed version) {
    return version.currency().equals("GBP") && !version.trial();
  }

  /** At most one version a day, so that the order within a day needs no second opinion. */
  private static List<Subscribed> versions(SplittableRandom random, String account, String id) {
    List<Subscribed> versions = new ArrayList<>();
    LocalDate start = day(random);
    LocalDate told = start;
    int count = 1 + random.nextInt(3);
    ContractType contract =
        random.nextInt(5) == 0
            ? ContractType.FIXED_TERM
            : random.nextInt(12) == 0 ? ContractType.ONE_OFF : ContractType.RECURRING;
    BillingInterval interval = INTERVALS[random.nextInt(INTERVALS.length)];
    String currency =
        random.nextInt(40) == 0 && contract != ContractType.ONE_OFF
            ? "GBP"
            : random.nextInt(3) == 0 ? "EUR" : "USD";
    for (int v = 0; v < count; v++) {
      LocalDate cancelled = random.nextInt(2) == 0 ? start.plusDays(random.nextInt(40)) : null;
      LocalDate term = random.nextInt(2) == 0 ? start.plusDays(random.nextInt(40)) : null;
      versions.add(
          new Subscribed(
              account,
              id,
              told,
              start,
              random.nextInt(4) * 1_001L,
              currency,
              interval,
              contract,
              random.nextInt(10) == 0,
              term,
              cancelled));
      told = told.plusDays(1 + random.nextInt(15));
    }
    return versions;
  }

  private static LocalDate day(SplittableRandom random) {
    return FIRST.plusDays(random.nextInt(DAYS));
  }

  /** What one subscription is on one day; null while there is none. */
  private record Today(Subscribed version, long minor) {}

  private static List<Today> active(List<Subscribed> told, LocalDate day) {
    List<Today> active = new ArrayList<>();
    told.stream()
        .collect(Collectors.groupingBy(Subscribed::id, TreeMap::new, Collectors.toList()))
        .values()
        .forEach(versions -> {
          versions.sort(Comparator.comparing(Subscribed::day));
          Subscribed inForce = versions.getFirst();
          for (Subscribed version : versions) {
            if (!version.day().isAfter(day)) {
              inForce = version;
            }
          }
          if (day.isBefore(inForce.startedOn()) || !day.isBefore(end(inForce))) {
            return;
          }
          for (Subscribed version : versions) {
            boolean saidLater = version.day().isAfter(inForce.day());
            if (saidLater && !end(version).isAfter(version.day()) && !day.isBefore(end(version))) {
              return;
            }
          }
          if (inForce.contract() != ContractType.ONE_OFF) {
            active.add(new Today(inForce, monthly(inForce)));
          }
        });
    return active;
  }

  private static LocalDate end(Subscribed version) {
    LocalDate never = LocalDate.of(9999, 12, 31);
    LocalDate term = version.termEndOn();
    LocalDate cancelled = version.cancelledOn();
    if (version.contract() == ContractType.FIXED_TERM) {
      return term != null ? term : cancelled != null ? cancelled : never;
    }
    if (cancelled == null) {
      return never;
    }
    return term != null && term.isAfter(cancelled) ? term : cancelled;
  }

  private static long monthly(Subscribed version) {
    if (version.trial()) {
      return 0;
    }
    BigDecimal rate = version.currency().equals("EUR") ? new BigDecimal("1.0837") : BigDecimal.ONE;
    BigDecimal amount = BigDecimal.valueOf(version.amountMinor()).multiply(rate);
    int places = 30;
    BigDecimal twelve = BigDecimal.valueOf(12);
    BigDecimal monthly =
        switch (version.interval()) {
          case DAY ->
              amount
                  .multiply(BigDecimal.valueOf(365))
                  .divide(twelve, places, RoundingMode.HALF_EVEN);
          case WEEK ->
              amount
                  .multiply(BigDecimal.valueOf(52))
                  .divide(twelve, places, RoundingMode.HALF_EVEN);
          case MONTH -> amount;
          case QUARTER -> amount.divide(BigDecimal.valueOf(3), places, RoundingMode.HALF_EVEN);
          case HALF_YEAR -> amount.divide(BigDecimal.valueOf(6), places, RoundingMode.HALF_EVEN);
          case YEAR -> amount.divide(twelve, places, RoundingMode.HALF_EVEN);
          case ONCE -> BigDecimal.ZERO;
        };
    return monthly.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }

  private static List<String> oracleMovements(String account, List<Subscribed> told) {
    List<String> movements = new ArrayList<>();
    List<Today> yesterday = List.of();
    long before = 0;
    for (LocalDate day = FIRST; day.isBefore(FIRST.plusDays(2 * DAYS)); day = day.plusDays(1)) {
      List<Today> today = active(told, day);
      long after = total(today);
      if (after != before) {
        MovementKind kind;
        if (after > before) {
          kind =
              before > 0
                  ? MovementKind.EXPANSION
                  : movements.isEmpty() ? MovementKind.NEW : MovementKind.REACTIVATION;
        } else if (before - after == termsEnded(yesterday, today, told, day)) {
          kind = MovementKind.COMPLETED;
        } else {
          kind = after > 0 ? MovementKind.CONTRACTION : MovementKind.CHURN;
        }
        movements.add(
            String.format(
                Locale.ROOT,
                "%s %s %s %.2f",
                day,
                account,
                kind.word(),
                Math.abs(after - before) / 100.0));
        before = after;
      }
      yesterday = today;
    }
    return movements;
  }

  private static long total(List<Today> today) {
    return today.stream().mapToLong(Today::minor).sum();
  }

  private static long termsEnded(
      List<Today> yesterday, List<Today> today, List<Subscribed> told, LocalDate day) {
    long ended = 0;
    for (Today was : yesterday) {
      boolean fixed = was.version().contract() == ContractType.FIXED_TERM;
      boolean gone = today.stream().noneMatch(is -> is.version().id().equals(was.version().id()));
      if (fixed && gone && reallyEnds(was.version(), told, day)) {
        ended += was.minor();
      }
    }
    return ended;
  }

  /** Whether a version that was active yesterday says, or is told later, that it ends today. */
  private static boolean reallyEnds(Subscribed version, List<Subscribed> told, LocalDate day) {
    return end(version).equals(day)
        || told.stream()
            .anyMatch(other ->
                other.id().equals(version.id())
                    && other.day().isAfter(version.day())
                    && end(other).equals(day)
                    && !end(other).isAfter(other.day()));
  }

  private static List<String> oracleSpells(String account, List<Subscribed> told) {
    List<String> spells = new ArrayList<>();
    LocalDate last = FIRST.plusDays(2 * DAYS);
    LocalDate start = null;
    List<Today> yesterday = List.of();
    for (LocalDate day = FIRST; day.isBefore(last); day = day.plusDays(1)) {
      List<Today> today = active(told, day).stream().filter(one -> !one.version().trial()).toList();
      boolean empty = today.isEmpty() && endsOnItsFirstDay(told, day);
      if (start == null && (!today.isEmpty() || empty)) {
        start = day;
      }
      if (start != null && today.isEmpty()) {
        boolean onlyFixed =
            yesterday.stream().allMatch(o -> o.version().contract() == ContractType.FIXED_TERM)
                && (!empty || onlyFixedEmpty(told, day));
        spells.add(spell(account, spells.size() + 1, start, day.toString(), onlyFixed));
        start = null;
      }
      yesterday = today;
    }
    if (start != null) {
      spells.add(spell(account, spells.size() + 1, start, "", false));
    }
    return spells;
  }

  private static String spell(
      String account, int number, LocalDate start, String end, boolean completed) {
    return (account + " " + number + " " + start + " .. " + end + (completed ? " completed" : ""))
        .strip();
  }

  private static boolean endsOnItsFirstDay(List<Subscribed> told, LocalDate day) {
    return told.stream().anyMatch(version -> emptyOn(version, told, day));
  }

  private static boolean onlyFixedEmpty(List<Subscribed> told, LocalDate day) {
    return told.stream()
        .filter(version -> emptyOn(version, told, day))
        .allMatch(version -> version.contract() == ContractType.FIXED_TERM);
  }

  private static boolean emptyOn(Subscribed version, List<Subscribed> told, LocalDate day) {
    return version.startedOn().equals(day)
        && version.contract() != ContractType.ONE_OFF
        && !version.trial()
        && told.stream()
            .noneMatch(
                other -> other.id().equals(version.id()) && other.day().isBefore(version.day()))
        && reallyEnds(version, told, day);
  }
}
