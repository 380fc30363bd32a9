package dev.holdfast.metrics;

import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Facts.BillingInterval;
import dev.holdfast.facts.Facts.ContractType;
import dev.holdfast.facts.Facts.Instrument;
import dev.holdfast.facts.Facts.LeadStatus;
import dev.holdfast.facts.Facts.Lifecycle;
import dev.holdfast.facts.Facts.ReferralStatus;
import dev.holdfast.facts.Facts.TicketStatus;
import dev.holdfast.facts.Facts.TouchDirection;
import dev.holdfast.facts.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A small company told by facts of every kind that contracts use. A third of them lie on days that
 * are easily got wrong, half of them within seconds or hours of midnight or of a change of clocks
 * in one of the zones.
 */
final class GeneratedCompany {

  static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("UTC"),
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("America/New_York"),
          ZoneId.of("Asia/Kolkata"),
          ZoneId.of("Australia/Lord_Howe"));

  /** Leap day, ends of months and years, and the nights on which a zone changes its clocks. */
  private static final List<LocalDate> EDGES =
      List.of(
          LocalDate.of(2024, 2, 28),
          LocalDate.of(2024, 2, 29),
          LocalDate.of(2024, 3, 1),
          LocalDate.of(2024, 12, 31),
          LocalDate.of(2025, 1, 1),
          LocalDate.of(2025, 3, 9),
          LocalDate.of(2025, 3, 30),
          LocalDate.of(2025, 3, 31),
          LocalDate.of(2025, 4, 6),
          LocalDate.of(2025, 10, 5),
          LocalDate.of(2025, 10, 26),
          LocalDate.of(2025, 10, 31),
          LocalDate.of(2025, 11, 2));

  private static final List<LocalTime> TIMES =
      List.of(
          LocalTime.MIDNIGHT,
          LocalTime.of(0, 0, 1),
          LocalTime.of(23, 59, 59),
          LocalTime.of(0, 30),
          LocalTime.of(1, 45),
          LocalTime.of(2, 30),
          LocalTime.of(23, 15));

  private static final LocalDate FIRST = LocalDate.of(2023, 10, 1);
  private static final int DAYS = 800;
  private static final int ACCOUNTS = 45;

  private final SplittableRandom random;
  private final List<Fact> facts = new ArrayList<>();

  private GeneratedCompany(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The facts of a company, in no order of time. */
  static List<Fact> facts(long seed) {
    GeneratedCompany company = new GeneratedCompany(seed);
    company.times(80, company::account);
    company.times(40, company::person);
    company.times(100, company::subscription);
    company.times(150, company::purchase);
    company.times(1_500, company::use);
    company.times(150, company::ticket);
    company.times(900, company::answer);
    company.times(60, company::referral);
    company.times(200, company::touch);
    company.times(200, company::milestone);
    company.times(60, company::lead);
    return List.copyOf(company.facts);
  }

  private void times(int count, Runnable told) {
    for (int i = 0; i < count; i++) {
      told.run();
    }
  }

  private void account() {
    String id = random.nextInt(6) == 0 ? "new" + random.nextInt(15) : anAccount();
    facts.add(
        new Facts.Account(
            at(moment()),
            id,
            id,
            random.nextInt(3) == 0 ? "d" + random.nextInt(9) + ".example" : null,
            null,
            oneOf("gold", "silver", null),
            oneOf("small", "large"),
            oneOf("retail", "health"),
            oneOf("DE", "US"),
            oneOf(ZONES).getId(),
            random.nextInt(6) == 0 ? Lifecycle.IGNORED : oneOf(Lifecycle.ACTIVE, Lifecycle.TRIAL),
            oneOf("kim", "lee"),
            Map.of()));
  }

  private void person() {
    String account = anAccount();
    String person = aPerson(account);
    facts.add(
        new Facts.Person(
            at(moment()),
            person,
            account,
            person + "@d" + random.nextInt(9) + ".example",
            person,
            oneOf(Facts.PersonRole.values()),
            oneOf(Facts.PersonStatus.values()),
            null,
            null,
            null,
            Map.of()));
  }

  /** A subscription with its changes; now and then one that moves, or a correction of a version. */
  private void subscription() {
    String account = anAccount();
    String id = "s" + facts.size();
    String currency =
        oneOf("USD", "USD", "USD", "EUR", "EUR", random.nextInt(4) > 0 ? "USD" : "GBP");
    BillingInterval interval = oneOf(BillingInterval.values());
    ContractType contract =
        random.nextInt(5) < 3
            ? ContractType.RECURRING
            : oneOf(ContractType.FIXED_TERM, ContractType.FIXED_TERM, ContractType.ONE_OFF);
    LocalDate started = day();
    Instant told = started.atStartOfDay(oneOf(ZONES)).toInstant();
    @Nullable LocalDate term =
        random.nextInt(3) > 0 ? started.plusMonths(1 + random.nextInt(6)) : null;
    int versions = 1 + random.nextInt(4);
    for (int version = 0; version < versions; version++) {
      boolean ends = version == versions - 1 && random.nextInt(5) > 0;
      facts.add(
          new Facts.Subscription(
              at(told),
              id,
              random.nextInt(20) == 0 ? anAccount() : account,
              oneOf("core", "extra"),
              null,
              1 + random.nextInt(6),
              random.nextInt(5) * 12_345L,
              currency,
              interval,
              contract,
              version == 0 && random.nextInt(8) == 0,
              started,
              term,
              ends ? started.plusDays(random.nextInt(100)) : null,
              null));
      if (random.nextInt(6) > 0) {
        told = told.plus(Duration.ofHours(1 + random.nextInt(24 * 120)));
        term = term == null || random.nextInt(3) == 0 ? term : term.plusMonths(6);
      }
    }
  }

  private void purchase() {
    String account = anAccount();
    boolean refund = random.nextInt(6) == 0;
    Origin origin = at(moment());
    facts.add(
        new Facts.Purchase(
            origin,
            origin.factId(),
            account,
            aPerson(account),
            (refund ? -1 : 1) * (100L + random.nextInt(9_000)),
            oneOf("USD", "USD", "EUR", random.nextInt(5) == 0 ? "GBP" : "USD"),
            refund,
            null));
  }

  private void use() {
    String account = anAccount();
    facts.add(
        new Facts.UsageEvent(
            at(moment()),
            account,
            random.nextInt(5) == 0 ? null : aPerson(account),
            oneOf("report", "export", "sign_in"),
            random.nextInt(4),
            null,
            null,
            Map.of()));
  }

  private void ticket() {
    String account = anAccount();
    String id = "t" + facts.size();
    Instant when = moment();
    int events = 1 + random.nextInt(5);
    for (int event = 0; event < events; event++) {
      facts.add(
          new Facts.TicketEvent(
              at(when),
              id,
              account,
              aPerson(account),
              oneOf("ana", "bo", null),
              event == 0 ? TicketStatus.OPEN : oneOf(TicketStatus.values()),
              random.nextBoolean(),
              oneOf("high", "low", null),
              null,
              oneOf("bug", "billing", "how_to", null),
              null));
      when =
          random.nextInt(5) == 0
              ? moment(when)
              : when.plusSeconds(random.nextInt(4) * (long) random.nextInt(200_000));
    }
  }

  private void answer() {
    Instrument instrument = oneOf(Instrument.values());
    boolean odd = random.nextInt(9) == 0;
    long low = instrument == Instrument.NPS ? 0 : 1;
    long high = odd ? 3 : instrument == Instrument.NPS ? 10 : instrument == Instrument.CES ? 7 : 5;
    String account = anAccount();
    Origin origin = at(moment());
    facts.add(
        new Facts.SurveyResponse(
            origin,
            origin.factId(),
            oneOf("yearly", "ticket"),
            null,
            instrument,
            low,
            high,
            random.nextInt(9) > 0,
            low + random.nextInt((int) (high - low) + 1),
            null,
            account,
            random.nextInt(8) == 0 ? null : aPerson(account),
            null,
            oneOf("ana", "bo"),
            oneOf("mail", "app"),
            false));
  }

  private void referral() {
    String referrer = anAccount();
    String code = "R" + random.nextInt(25);
    @Nullable String referred = random.nextInt(4) == 0 ? anAccount() : "new" + random.nextInt(15);
    @Nullable String person = random.nextInt(4) == 0 ? null : aPerson(referrer);
    Instant when = moment();
    for (ReferralStatus status : ReferralStatus.values()) {
      if (random.nextInt(3) == 0) {
        boolean before = status.compareTo(ReferralStatus.SIGNED_UP) < 0;
        facts.add(
            new Facts.Referral(at(when), code, referrer, person, before ? null : referred, status));
        when = when.plusSeconds(random.nextInt(60 * 86_400));
      }
    }
  }

  private void touch() {
    String account = anAccount();
    facts.add(
        new Facts.Touch(
            at(moment()),
            oneOf("kim", "lee"),
            account,
            aPerson(account),
            oneOf("call", "mail"),
            random.nextInt(60),
            oneOf(TouchDirection.values()),
            null,
            null));
  }

  private void milestone() {
    facts.add(
        new Facts.Milestone(at(moment()), anAccount(), oneOf("go_live", "first_value", "kickoff")));
  }

  private void lead() {
    String account = anAccount();
    String id = "l" + facts.size();
    Instant when = moment();
    for (LeadStatus status : LeadStatus.values()) {
      if (status == LeadStatus.SUBMITTED || random.nextInt(3) == 0) {
        facts.add(new Facts.Lead(at(when), id, account, "kim", 100L, "USD", status));
        when = random.nextInt(3) == 0 ? when : when.plusSeconds(random.nextInt(40 * 86_400));
      }
    }
  }

  private Origin at(Instant when) {
    return new Origin("generated", "f" + facts.size(), when);
  }

  private String anAccount() {
    return "a" + random.nextInt(ACCOUNTS);
  }

  /** Ids of people are their own in each account but for a few who work for two. */
  private String aPerson(String account) {
    return random.nextInt(10) == 0
        ? "both" + random.nextInt(3)
        : account + "-p" + random.nextInt(5);
  }

  private LocalDate day() {
    return random.nextInt(3) == 0
        ? oneOf(EDGES.toArray(LocalDate[]::new))
        : FIRST.plusDays(random.nextInt(DAYS));
  }

  private Instant moment() {
    LocalTime time =
        random.nextInt(2) == 0
            ? oneOf(TIMES.toArray(LocalTime[]::new))
            : LocalTime.ofSecondOfDay(random.nextInt(86_400));
    return day().atTime(time).atZone(oneOf(ZONES)).toInstant();
  }

  /** A moment after another one. */
  private Instant moment(Instant before) {
    Instant other = moment();
    return other.isAfter(before) ? other : before.plusSeconds(1);
  }

  private ZoneId oneOf(List<ZoneId> zones) {
    return zones.get(random.nextInt(zones.size()));
  }

  @SafeVarargs
  private <T extends @Nullable Object> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
