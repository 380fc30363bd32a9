package dev.holdfast.signals;

import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.health.AccountRange;
import dev.holdfast.health.HealthProfiles;
import dev.holdfast.metrics.Rollups;
import dev.holdfast.signals.AccountEvidence.CompanyEvidence;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jooq.DSLContext;

/** Gathers the evidence of accounts for a stretch of days. */
final class EvidenceReader {

  /** Weeks of use that are looked at. */
  static final int WEEKS = 104;

  /** Days before the first that checks look back at most; an answer counts for up to a year. */
  private static final int BACK = 60;

  private static final int YEAR = 366;

  /** Days before the first that are needed to know what a weekday is like. */
  private static final int SEASON_BACK = 70;

  private static final int HABIT = SilenceCheck.HABIT_DAYS + 60;

  private final FactLog log;
  private final Rollups rollups;
  private final Supplier<HealthProfiles> profiles;
  private final SignalRules rules;

  /**
   * @param profiles those known when they are asked for: some are published while a server runs
   */
  EvidenceReader(
      FactLog log, Rollups rollups, Supplier<HealthProfiles> profiles, SignalRules rules) {
    this.log = log;
    this.rollups = rollups;
    this.profiles = profiles;
    this.rules = rules;
  }

  ZoneId zone() {
    return rollups.settings().usageZone();
  }

  /** What is asked of the facts that count; from the rollups when everything known now counts. */
  Asking asking(
      DSLContext sql, Knowledge knowledge, LocalDate from, LocalDate day, AccountRange accounts) {
    var facts = log.reader(sql, knowledge);
    boolean stored = knowledge.isNow() && rollups.upTo(sql).isPresent();
    return new Asking(
        sql,
        facts,
        stored ? rollups.daysOfUse() : rollups.daysOfUse(sql, facts),
        log.warehouse().engine(),
        zone(),
        from,
        day,
        accounts);
  }

  /**
   * What holds for every account.
   *
   * @param season use in a week by that of an ordinary one, by Monday
   * @param scales what all customers answer, by instrument
   */
  record Company(
      CompanyEvidence evidence,
      Map<LocalDate, Double> season,
      Map<String, FactQueries.Scale> scales) {}

  /** Reads what holds for every account, which takes longer than an account does. */
  Company company(Asking asking) {
    LocalDate firstWeek = firstWeek(asking);
    Map<LocalDate, DayQueries.CompanyDay> use =
        DayQueries.company(
            asking, (int) (asking.from().toEpochDay() - firstWeek.toEpochDay()) + SEASON_BACK);
    return new Company(
        new CompanyEvidence(
            gaps(asking, use, firstWeek),
            liveliness(use, asking.from().minusDays(HABIT), asking.day())),
        DayQueries.season(asking, firstWeek),
        FactQueries.scales(asking, YEAR));
  }

  /** The gaps since the first day. */
  Gaps gaps(Asking asking) {
    return gaps(asking, DayQueries.company(asking, SEASON_BACK), asking.from());
  }

  private Gaps gaps(Asking asking, Map<LocalDate, DayQueries.CompanyDay> use, LocalDate usedFrom) {
    Gaps gaps = new Gaps(FactQueries.incidents(asking));
    Map<LocalDate, Long> events = new HashMap<>();
    use.forEach((day, company) -> events.put(day, company.events()));
    LocalDate over = asking.day().minusDays(1);
    for (FactType source : sources()) {
      if (source == FactType.USAGE_EVENT) {
        gaps.look(source, events, usedFrom, over);
      } else {
        gaps.look(source, FactQueries.counts(asking, source, SEASON_BACK), asking.from(), over);
      }
    }
    return gaps;
  }

  /** The kinds of fact whose gaps silence some rule. */
  Set<FactType> sources() {
    Set<FactType> sources = EnumSet.noneOf(FactType.class);
    rules.all().forEach(rule -> sources.addAll(rule.sources()));
    return sources;
  }

  private static LocalDate firstWeek(Asking asking) {
    return Asking.lastWholeWeek(asking.from()).minusWeeks(WEEKS - 1L);
  }

  /** Accounts in use on each day by the mean of that day and the 27 before it. */
  private static SortedMap<LocalDate, Double> liveliness(
      Map<LocalDate, DayQueries.CompanyDay> use, LocalDate from, LocalDate to) {
    SortedMap<LocalDate, Double> liveliness = new TreeMap<>();
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      double sum = 0;
      for (int back = 0; back < 28; back++) {
        sum += accounts(use, day.minusDays(back));
      }
      liveliness.put(day, sum == 0 ? 0 : accounts(use, day) * 28 / sum);
    }
    return liveliness;
  }

  private static long accounts(Map<LocalDate, DayQueries.CompanyDay> use, LocalDate day) {
    DayQueries.CompanyDay company = use.get(day);
    return company == null ? 0 : company.accounts();
  }

  /**
   * The evidence of the accounts asked for, in order of their ids.
   *
   * @param weekly whether weeks of use are wanted; without them rules on weeks cannot be read
   */
  List<AccountEvidence> accounts(Asking asking, Company company, boolean weekly) {
    Map<String, Customer> customers = FactQueries.customers(asking);
    Map<String, List<DayPoint>> days = DayQueries.days(asking, profiles.get());
    Map<String, LocalDate> firstScored = DayQueries.firstScored(asking);
    var use = DayQueries.use(asking, HABIT);
    Map<String, LocalDate> firstUse = DayQueries.firstUse(asking);
    Map<String, Map<LocalDate, Long>> weeks =
        weekly ? DayQueries.weeks(asking, firstWeek(asking)) : Map.of();
    var answers = FactQueries.answers(asking, company.scales(), YEAR);
    var departures = FactQueries.departures(asking, BACK);
    var milestones = FactQueries.milestones(asking, BACK);
    var guided = FactQueries.guided(asking, BACK);
    List<AccountEvidence> all = new ArrayList<>();
    for (String id : new TreeSet<>(customers.keySet())) {
      Customer customer = java.util.Objects.requireNonNull(customers.get(id));
      var used = use.getOrDefault(id, new TreeMap<>());
      LocalDate first = firstUse.get(id);
      if (first != null && (used.isEmpty() || first.isBefore(used.firstKey()))) {
        used.put(first, 1L);
      }
      all.add(
          new AccountEvidence(
              customer,
              asking.day(),
              days.getOrDefault(id, List.of()),
              firstScored.get(id),
              used,
              weeks(weeks.getOrDefault(id, Map.of()), company, customer, asking),
              answers.getOrDefault(id, List.of()),
              departures.getOrDefault(id, List.of()),
              milestones.getOrDefault(id, List.of()),
              guided.getOrDefault(id, List.of()),
              company.evidence()));
    }
    return all;
  }

  private static List<UsageWeek> weeks(
      Map<LocalDate, Long> personDays, Company company, Customer customer, Asking asking) {
    return UsageWeek.of(
        personDays,
        company.season(),
        monday ->
            company
                .evidence()
                .gaps()
                .against(List.of(FactType.USAGE_EVENT), customer, monday, monday.plusDays(6)),
        Asking.lastWholeWeek(asking.day()));
  }
}
