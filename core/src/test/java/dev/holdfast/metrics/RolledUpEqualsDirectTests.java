package dev.holdfast.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.base.Period;
import dev.holdfast.base.Period.Grain;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Facts.UsageEvent;
import dev.holdfast.facts.ImportId;
import dev.holdfast.facts.Knowledge;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Rolled-up equals direct for every metric, grain and zone: a generated company comes in pieces,
 * late and partly undone, with a refresh after each; then every contract must say the same from
 * what is stored, from the facts, from a store made in one go, and (some of them) in plain Java.
 */
class RolledUpEqualsDirectTests {

  private static final int DELIVERIES = 6;
  private static final Instant LATER = Instant.parse("2030-06-01T00:00:00Z");

  /** Asks every variant in every zone, which takes a quarter of an hour. */
  private static final boolean EVERYTHING = Boolean.getBoolean("holdfast.everything");

  /** Doubles added up in another order differ in their last digits. */
  private static final Comparator<Double> ALMOST =
      (one, other) ->
          Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one))
              ? 0
              : Double.compare(one, other);

  /**
   * Variants that a company of this size gives no value: the models ask for a hundred repeat buyers
   * ({@link CustomerModelTests}), more than half of the tickets stay open ({@link
   * SupportCaseTests}), and its rates of exchange never change ({@link LedgerTests}). That both
   * readings say so with the same reason and counts is looked at here.
   */
  private static final Set<String> OFTEN_SILENT =
      Set.of(
          "full_resolution_time/with_open_median",
          "mrr_movements/exchange",
          "purchase_clv/next_12_months",
          "purchase_clv/purchases_next_12_months",
          "purchase_clv/still_buying");

  /** Spans with both clock changes of each zone, the leap day, and ends of months and years. */
  private static final Map<Grain, List<String>> SPANS =
      new EnumMap<>(
          Map.of(
              Grain.DAY, List.of("2025-10-01", "2025-11-04"),
              Grain.WEEK, List.of("2025-03-01", "2025-04-20"),
              Grain.MONTH, List.of("2024-01-01", "2025-01-01"),
              Grain.QUARTER, List.of("2023-11-15", "2025-12-31"),
              Grain.YEAR, List.of("2023-10-01", "2026-02-01"),
              Grain.TOTAL, List.of("2024-02-29", "2025-10-27")));

  private static final List<Company> COMPANIES = new ArrayList<>();

  /** A company in a store that grew, and the deliveries that count, in the order of recording. */
  private record Company(Bench bench, List<List<Fact>> counting, List<ZoneId> zones, String seed) {

    static Company of(
        long seed, ZoneId usageZone, Optional<String> valueEvent, List<ZoneId> asked) {
      Bench bench = new Bench(settings(usageZone, valueEvent));
      SplittableRandom random = new SplittableRandom(seed);
      List<List<Fact>> deliveries =
          Stream.generate(() -> (List<Fact>) new ArrayList<Fact>()).limit(DELIVERIES).toList();
      GeneratedCompany.facts(seed)
          .forEach(fact -> deliveries.get(random.nextInt(DELIVERIES)).add(fact));
      Set<Integer> undone = Set.of(1, 3);
      List<ImportId> imports = new ArrayList<>();
      for (int round = 0; round < DELIVERIES; round++) {
        ImportId id = bench.log.startDelivery("stream", "r" + round, "{}", "test");
        imports.add(id);
        bench.log.append(id, deliveries.get(round)).join();
        if (round == 3) {
          bench.log.undo(id, "test"); // before any refresh has seen it
        } else if (round == 4) {
          bench.log.undo(imports.get(1), "test"); // long after it was taken in
        }
        assertThat(bench.refresh().fromScratch()).isEqualTo(round == 0);
      }
      bench.clock.set(LATER);
      List<List<Fact>> counting = new ArrayList<>();
      for (int round = 0; round < DELIVERIES; round++) {
        if (!undone.contains(round)) {
          counting.add(deliveries.get(round));
        }
      }
      return new Company(bench, counting, asked, "seed " + seed);
    }

    private static RollupSettings settings(ZoneId usageZone, Optional<String> valueEvent) {
      LedgerSettings ledger =
          new LedgerSettings(
              Optional.of(LedgerSettings.currencyOf("USD")),
              Map.of("EUR", new BigDecimal("1.0837")),
              Optional.empty(),
              usageZone);
      return new RollupSettings(
          usageZone, valueEvent.orElse(null), BusinessHours.mondayToFriday(usageZone), ledger);
    }

    Set<String> everIgnored() {
      return counting.stream()
          .flatMap(List::stream)
          .filter(Facts.Account.class::isInstance)
          .map(Facts.Account.class::cast)
          .filter(account -> account.lifecycle() == Facts.Lifecycle.IGNORED)
          .map(Facts.Account::accountId)
          .collect(Collectors.toSet());
    }

    /** The same facts in one go, without those that were undone. */
    Bench fromScratch() {
      Bench other = new Bench(bench.settings);
      counting.forEach(other::append);
      assertThat(other.refresh().fromScratch()).isTrue();
      other.clock.set(LATER);
      return other;
    }
  }

  @BeforeAll
  static void grow() {
    List<ZoneId> zones = GeneratedCompany.ZONES;
    COMPANIES.add(
        Company.of(
            20_261_126L, zones.get(1), Optional.of("name != \"sign_in\""), zones.subList(0, 3)));
    COMPANIES.add(Company.of(7L, zones.get(4), Optional.empty(), zones.subList(3, 5)));
  }

  @AfterAll
  static void close() {
    COMPANIES.forEach(company -> company.bench().close());
  }

  @Test
  void whatIsStoredEqualsWhatTheFactsSayForEveryMetricGrainAndZone() {
    Set<String> answered = new TreeSet<>();
    for (Company company : COMPANIES) {
      for (MetricRequest request : requests(company)) {
        List<MetricValue> stored = company.bench().ask(request);
        List<MetricValue> direct = company.bench().ask(request.knowing(Knowledge.asOf(LATER)));
        assertSame(stored, direct, company.seed() + ", " + request);
        if (stored.stream().anyMatch(value -> value.value().isPresent())) {
          answered.add(request.metric() + "/" + request.variant());
        }
      }
    }
    Set<String> silent = allVariants();
    silent.removeAll(answered);
    assertThat(silent).as("variants that had no value anywhere").isSubsetOf(OFTEN_SILENT);
  }

  @Test
  void everyStoredRelationHoldsTheRowsThatTheFactsGive() {
    for (Company company : COMPANIES) {
      for (String relation :
          List.of(
              "person_day",
              "account_day",
              "ticket",
              "mrr_movement",
              "account_spell",
              "mrr_unconverted")) {
        List<String> stored = rows(company.bench(), relation, Knowledge.now());
        assertThat(stored).as(company.seed() + ", " + relation).isNotEmpty();
        assertThat(stored)
            .as(company.seed() + ", " + relation)
            .isEqualTo(rows(company.bench(), relation, Knowledge.asOf(LATER)));
      }
    }
  }

  private static List<String> rows(Bench bench, String name, Knowledge knowledge) {
    Relation relation =
        name.equals("mrr_unconverted") ? LedgerRelationQueries.UNCONVERTED : Relations.named(name);
    return bench.warehouse.read(sql ->
        sql
            .select(relation.columns())
            .from(
                relation.rows(
                    new Reading(
                        sql,
                        bench.log.reader(sql, knowledge),
                        bench.warehouse.engine(),
                        bench.settings)))
            .fetch(row -> String.valueOf(row.intoList()))
            .stream()
            .sorted()
            .toList());
  }

  @Test
  void whatGrewEqualsAStoreMadeInOneGoWithoutWhatWasUndone() {
    for (Company company : COMPANIES) {
      try (Bench other = company.fromScratch()) {
        for (MetricRequest request : requests(company)) {
          if (request.grain() == Grain.TOTAL) {
            List<MetricValue> grown = company.bench().ask(request);
            List<MetricValue> made = other.ask(request);
            assertSame(
                grown.stream().map(RolledUpEqualsDirectTests::withoutFreshness).toList(),
                made.stream().map(RolledUpEqualsDirectTests::withoutFreshness).toList(),
                company.seed() + ", " + request);
          }
        }
      }
    }
  }

  @Test
  void countsOfDaysAddUpToThoseOfTheMonth() {
    int compared = 0;
    for (Company company : COMPANIES) {
      List<Definition> counting =
          definitions().stream().filter(RolledUpEqualsDirectTests::countsRows).toList();
      for (int i = 0; i < counting.size(); i++) {
        ZoneId zone = company.zones().get(i % company.zones().size());
        for (Period period :
            List.of(
                Bench.days("2024-02-01", "2024-03-01", zone),
                Bench.days("2025-10-01", "2025-11-01", zone))) {
          MetricRequest month = request(counting.get(i), period, Grain.TOTAL);
          long whole = company.bench().one(month).estimate().n();
          assertThat(days(company, month)).as(company.seed() + ", " + month).isEqualTo(whole);
          compared += whole > 0 ? 1 : 0;
        }
      }
    }
    assertThat(compared).as("months with something in them").isGreaterThan(40);
  }

  private static long days(Company company, MetricRequest month) {
    return company.bench().ask(month.grain(Grain.DAY)).stream()
        .mapToLong(day -> day.estimate().n())
        .sum();
  }

  /** Whether the sample is the rows themselves, each of which lies on one day. */
  private static boolean countsRows(Definition definition) {
    return definition.latestPer().isEmpty()
        && switch (definition.estimator()) {
          case SampleEstimator.Count count -> true;
          case SampleEstimator.Rate rate -> true;
          case SampleEstimator.Mean mean -> true;
          case SampleEstimator.Quantile quantile -> true;
          case SampleEstimator.Proportion proportion -> proportion.cluster() == null;
          default -> false;
        };
  }

  /** Of accounts that are never marked as ignored, since a mark takes them out from then on. */
  @Test
  void openingAndEveryMovementMakeTheClosingAndMonthsMakeTheYear() {
    for (Company company : COMPANIES) {
      Set<String> ignored = company.everIgnored();
      for (ZoneId zone : company.zones()) {
        Period year = Bench.days("2024-01-01", "2025-01-01", zone);
        Map<String, Map<String, long[]>> months = new HashMap<>();
        for (Contract.Variant variant : Bench.CATALOGUE.contract("mrr_movements").variants()) {
          MetricRequest request =
              MetricRequest.of("mrr_movements", year).variant(variant.name()).by("account_id");
          Map<String, long[]> byMonth = minor(company, request.grain(Grain.MONTH));
          months.put(variant.name(), byMonth);
          Map<String, long[]> whole = minor(company, request);
          whole.keySet().removeAll(ignored);
          whole.forEach((account, amount) -> {
            long[] parts = byMonth.getOrDefault(account, new long[12]);
            long expected =
                switch (variant.name()) {
                  case "opening" -> parts[0];
                  case "closing" -> parts[11];
                  default -> Arrays.stream(parts).sum();
                };
            assertThat(amount[0]).as(variant.name() + " of " + account).isEqualTo(expected);
          });
          assertThat(whole).as(company.seed() + ", " + variant.name()).isNotEmpty();
        }
        months
            .getOrDefault("closing", Map.of())
            .keySet()
            .forEach(account -> addsUp(months, account, company.seed() + ", " + account));
      }
    }
  }

  private static void addsUp(Map<String, Map<String, long[]>> months, String account, String what) {
    for (int month = 0; month < 12; month++) {
      long closing = in(months, "closing", account, month);
      long opening = in(months, "opening", account, month);
      long moved = 0;
      for (MovementKind kind : MovementKind.values()) {
        moved += in(months, kind.word(), account, month);
      }
      assertThat(opening + moved).as(what + " in month " + month).isEqualTo(closing);
      assertThat(in(months, "net", account, month))
          .as(what + " in month " + month)
          .isEqualTo(moved);
    }
  }

  private static long in(
      Map<String, Map<String, long[]>> months, String variant, String account, int month) {
    return months.getOrDefault(variant, Map.of()).getOrDefault(account, new long[12])[month];
  }

  /** The values of each step in minor units by account, 0 where there is none. */
  private static Map<String, long[]> minor(Company company, MetricRequest request) {
    List<Period> steps = request.period().steps(request.grain());
    Map<String, long[]> minor = new HashMap<>();
    for (MetricValue value : company.bench().ask(request)) {
      minor
              .computeIfAbsent(
                  value.dimension("account_id").orElse(""), any -> new long[steps.size()])[
              steps.indexOf(value.period())] =
          new BigDecimal(String.valueOf(value.value().orElse(0)))
              .movePointRight(2)
              .longValueExact();
    }
    return minor;
  }

  @Test
  void plainJavaCountsTheSame() {
    for (Company company : COMPANIES) {
      PlainAnswers plain =
          new PlainAnswers(company.counting().stream().flatMap(List::stream).toList());
      RollupSettings settings = company.bench().settings;
      Predicate<UsageEvent> counts =
          event -> settings.valueEvent() == null || !event.name().equals("sign_in");
      for (ZoneId zone : company.zones()) {
        for (Grain grain : Grain.values()) {
          Period span = span(grain, zone);
          for (MetricValue value :
              company.bench().ask(MetricRequest.of("nps", span).grain(grain))) {
            checkPromoters(value, plain.promoters(value.period()));
          }
          for (MetricValue value :
              company.bench().ask(MetricRequest.of("active_people", span).grain(grain))) {
            assertThat(value.estimate().n())
                .as(value.toString())
                .isEqualTo(plain.activePeople(value.period(), settings.usageZone(), counts));
          }
          for (MetricValue value :
              company.bench().ask(MetricRequest.of("full_resolution_time", span).grain(grain))) {
            assertThat(value.estimate().n())
                .as(value.toString())
                .isEqualTo(plain.solved(value.period()));
          }
        }
      }
    }
  }

  private static void checkPromoters(MetricValue value, PlainAnswers.Promoters plain) {
    assertThat(value.estimate().n()).as(value.toString()).isEqualTo(plain.n());
    if (plain.n() > 0) {
      assertThat(value.estimate().numerator())
          .as(value.toString())
          .isEqualTo((double) (plain.promoters() - plain.detractors()));
    }
    assertThat(value.excluded().getOrDefault("not on a 0-10 scale where high is good", 0L))
        .as(value.toString())
        .isEqualTo(plain.otherScale());
    assertThat(value.excluded().getOrDefault("earlier answers of the same respondent", 0L))
        .as(value.toString())
        .isEqualTo(plain.earlier());
  }

  /**
   * Every metric by every grain and zone. Asking all of it takes a quarter of an hour, so unless
   * everything is asked for some take turns: other variants than the default have one grain and one
   * zone each; the ledger and days of usage, whose days are the same in every zone, have one zone
   * for each grain; and so have longer grains of the others.
   */
  private static List<MetricRequest> requests(Company company) {
    List<MetricRequest> requests = new ArrayList<>();
    List<Definition> definitions = definitions();
    for (int i = 0; i < definitions.size(); i++) {
      Definition definition = definitions.get(i);
      for (Grain grain : grains(definition, i)) {
        for (ZoneId zone : zones(definition, grain, i)) {
          if (company.zones().contains(zone)) {
            requests.add(request(definition, span(grain, zone), grain));
          }
        }
      }
    }
    return requests;
  }

  private static List<Grain> grains(Definition definition, int number) {
    return EVERYTHING || isDefault(definition)
        ? List.of(Grain.values())
        : List.of(List.of(Grain.QUARTER, Grain.YEAR, Grain.TOTAL).get(number % 3));
  }

  private static List<ZoneId> zones(Definition definition, Grain grain, int number) {
    List<ZoneId> all = GeneratedCompany.ZONES;
    boolean byMoment =
        definition.estimator() instanceof SampleEstimator
            && definition.contract().zone() == Contract.ZoneRule.REQUEST;
    boolean shortGrain = grain == Grain.DAY || grain == Grain.MONTH;
    return EVERYTHING || (isDefault(definition) && byMoment && shortGrain)
        ? all
        : List.of(all.get((number + List.of(Grain.values()).indexOf(grain)) % all.size()));
  }

  private static boolean isDefault(Definition definition) {
    return definition.variant().equals(definition.contract().variants().getFirst());
  }

  private static Period span(Grain grain, ZoneId zone) {
    List<String> span = SPANS.getOrDefault(grain, List.of());
    return Bench.days(span.get(0), span.get(1), zone);
  }

  private static MetricRequest request(Definition definition, Period period, Grain grain) {
    return MetricRequest.of(definition.contract().key(), period)
        .variant(definition.variant().name())
        .grain(grain);
  }

  private static List<Definition> definitions() {
    return Bench.CATALOGUE.contracts().stream()
        .flatMap(contract -> contract.variants().stream().map(v -> contract.definition(v.name())))
        .toList();
  }

  private static Set<String> allVariants() {
    Set<String> all = new TreeSet<>();
    definitions().forEach(one -> all.add(one.contract().key() + "/" + one.variant().name()));
    return all;
  }

  private static void assertSame(List<MetricValue> one, List<MetricValue> other, String what) {
    if (!one.equals(other)) {
      assertThat(one)
          .as(what)
          .usingRecursiveComparison()
          .withEqualsForType((a, b) -> ALMOST.compare(a, b) == 0, Double.class)
          .isEqualTo(other);
    }
  }

  /** Without when it was recorded, which differs; no dimensions were asked for. */
  private static MetricValue withoutFreshness(MetricValue value) {
    return new MetricValue(
        value.metric(),
        value.variant(),
        value.version(),
        value.unit(),
        value.period(),
        Map.of(),
        value.estimate(),
        value.asOf(),
        null,
        value.excluded());
  }
}
