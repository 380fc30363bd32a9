package dev.holdfast.demo;

import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Origin;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/** The company's history, told day by day. */
final class Story {

  private static final int BEFORE_EVERYTHING = Integer.MIN_VALUE;

  private final Company company;
  private final List<AccountPlan> plans;
  private final Outbox outbox;
  private final AccountStory accounts;
  private final ContractStory contracts;
  private final Voice voice;
  private final TicketStory tickets;
  private final CareStory care;
  private final UsageStream usage;

  Story(Company company, List<AccountPlan> plans) {
    DemoSettings settings = company.settings();
    this.company = company;
    this.plans = plans;
    this.outbox =
        new Outbox(
            settings.firstDay().atStartOfDay(settings.zone()).toEpochSecond(),
            settings.end().getEpochSecond());
    Rhythm rhythm = new Rhythm(company.calendar());
    this.accounts = new AccountStory(company, outbox);
    this.contracts = new ContractStory(company, outbox);
    this.voice = new Voice(company, outbox);
    this.tickets = new TicketStory(company, outbox, voice);
    this.care = new CareStory(company, accounts, outbox);
    this.usage = new UsageStream(company, rhythm, UsageScale.of(settings, plans, rhythm), outbox);
  }

  /** Takes the facts of one day, in the order in which they were learned. */
  @FunctionalInterface
  interface Listener {
    /**
     * @param number 1 for the first day
     * @param monthEnds whether the next day begins a month, or there is none
     */
    void hear(int number, boolean monthEnds, Outbox.Batch batch) throws InterruptedException;
  }

  /** How many days there are to tell. */
  int days() {
    return company.lastDay() - company.firstDay() + 1;
  }

  void tell(Listener listener) throws InterruptedException {
    calendar();
    int monthStart = company.firstDay();
    int from = BEFORE_EVERYTHING;
    for (int month = 0; monthStart <= company.lastDay(); month++) {
      LocalDate start = LocalDate.ofEpochDay(monthStart);
      int until =
          (int)
              Math.min(start.withDayOfMonth(1).plusMonths(1).toEpochDay(), company.lastDay() + 1L);
      boolean last = until > company.lastDay();
      records(from, monthStart, last ? until + 1 : until, month);
      for (int day = monthStart; day < until; day++) {
        Outbox.Batch batch = new Outbox.Batch();
        day(day);
        outbox.drainBefore(day, batch);
        if (last && day == until - 1) {
          day(day + 1); // east of the company's office the next day has begun
          outbox.drainAll(batch);
        }
        listener.hear(day - company.firstDay() + 1, day == until - 1, batch);
      }
      from = until;
      monthStart = until;
    }
  }

  /** Everything of a month but usage and tickets. */
  private void records(int from, int monthStart, int until, int month) {
    for (AccountPlan plan : plans) {
      accounts.tell(plan, from, until);
      contracts.tell(plan, from, until);
      voice.quarterly(plan, monthStart, until, month);
      care.tell(plan, monthStart, until, month);
    }
    care.assessments(monthStart, month);
  }

  private void day(int day) {
    for (AccountPlan plan : plans) {
      usage.tell(plan, day);
      tickets.tell(plan, day);
    }
  }

  private void calendar() {
    for (CompanyCalendar.Span span : company.calendar().spans()) {
      LocalDate known = span.from().minusDays(span.knownDaysAhead());
      LocalDate day =
          known.isBefore(company.settings().firstDay()) ? company.settings().firstDay() : known;
      Instant at = day.atTime(LocalTime.of(7, 40)).toInstant(ZoneOffset.UTC);
      outbox.add(
          new Facts.CalendarSpan(
              new Origin("calendar", span.id(), at),
              span.id(),
              span.kind(),
              span.name(),
              span.region(),
              span.from(),
              span.to()),
          900);
    }
  }
}
