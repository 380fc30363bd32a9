package dev.holdfast.demo;

import dev.holdfast.demo.AccountPlan.AddOn;
import dev.holdfast.demo.AccountPlan.Kind;
import dev.holdfast.demo.AccountPlan.Profile;
import dev.holdfast.demo.AccountPlan.Spell;
import dev.holdfast.demo.AccountPlan.Step;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Facts.BillingInterval;
import dev.holdfast.facts.Facts.ContractType;
import dev.holdfast.facts.Origin;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Tells what an account pays: subscriptions with every change, and single orders. */
final class ContractStory {

  static final String PRODUCT = "Tidewick Freight";
  private static final String ADD_ON = "Tidewick Insight";
  private static final String CURRENCY = "USD";
  private static final String SOURCE = "billing";

  /** A year costs 85 % of twelve months. */
  private static final long YEAR_OF_MONTHS_PERCENT = 1_020;

  private static final int ADD_ON_NOTICE_DAYS = 10;

  private final Company company;
  private final Outbox outbox;

  ContractStory(Company company, Outbox outbox) {
    this.company = company;
    this.outbox = outbox;
  }

  void tell(AccountPlan plan, int from, int until) {
    Profile profile = plan.profile();
    Told told = new Told(plan, from, until);
    if (profile.trialDays() > 0) {
      told.subscription("t", profile.signedDay(), trial(profile));
    }
    for (int i = 0; i < plan.spells().size(); i++) {
      Spell spell = plan.spells().get(i);
      for (Step step : spell.steps()) {
        told.subscription("" + (i + 1), step.day(), main(plan, spell, step, false));
      }
      if (spell.noticeDay() != AccountPlan.NEVER) {
        told.subscription(
            "" + (i + 1), spell.noticeDay(), main(plan, spell, spell.steps().getLast(), true));
      }
      AddOn addOn = spell.addOn();
      if (addOn != null) {
        addOn(told, i + 1, addOn);
      }
    }
    if (profile.tier() == Tier.ENTERPRISE && plan.kind() == Kind.SUBSCRIBER) {
      told.subscription("setup", profile.signedDay(), setup(profile));
    }
    orders(plan, from, until);
  }

  /** What a subscription's fact says besides whose it is. */
  private record Terms(
      String product,
      String planName,
      long quantity,
      long amountMinor,
      BillingInterval interval,
      ContractType type,
      boolean trial,
      int startDay,
      int termEndDay,
      int cancelledDay,
      @Nullable String reason) {}

  private static Terms trial(Profile profile) {
    return new Terms(
        PRODUCT,
        "Trial",
        5,
        0,
        BillingInterval.MONTH,
        ContractType.FIXED_TERM,
        true,
        profile.signedDay(),
        profile.signedDay() + profile.trialDays(),
        AccountPlan.NEVER,
        null);
  }

  private static Terms setup(Profile profile) {
    long amount = 250_000 + 50_000L * (profile.number() % 12);
    return new Terms(
        "Onboarding package",
        "Guided",
        1,
        amount,
        BillingInterval.ONCE,
        ContractType.ONE_OFF,
        false,
        profile.signedDay(),
        AccountPlan.NEVER,
        AccountPlan.NEVER,
        null);
  }

  private static Terms main(AccountPlan plan, Spell spell, Step step, boolean cancelled) {
    boolean pilot = plan.kind() == Kind.PILOT;
    long month = step.seats() * step.seatPriceMinor();
    int termEnd = AccountPlan.NEVER;
    if (pilot || cancelled) {
      termEnd = spell.endDay();
    } else if (spell.yearly()) {
      termEnd = termEnd(spell.from(), step.day());
    }
    return new Terms(
        PRODUCT,
        pilot ? "Season" : plan.profile().tier().plan,
        step.seats(),
        spell.yearly() ? month * YEAR_OF_MONTHS_PERCENT / 100 : month,
        spell.yearly() ? BillingInterval.YEAR : BillingInterval.MONTH,
        pilot ? ContractType.FIXED_TERM : ContractType.RECURRING,
        false,
        spell.from(),
        termEnd,
        cancelled ? spell.noticeDay() : AccountPlan.NEVER,
        cancelled ? spell.reason() : null);
  }

  /** The end of the yearly term that contains a day. */
  private static int termEnd(int from, int day) {
    LocalDate start = LocalDate.ofEpochDay(from);
    int years = 1;
    while (start.plusMonths(12L * years).toEpochDay() <= day) {
      years++;
    }
    return (int) start.plusMonths(12L * years).toEpochDay();
  }

  private static void addOn(Told told, int spell, AddOn addOn) {
    told.subscription(spell + "i", addOn.from(), addOnTerms(addOn, false));
    if (addOn.until() != AccountPlan.NEVER) {
      told.subscription(spell + "i", addOnNotice(addOn), addOnTerms(addOn, true));
    }
  }

  private static int addOnNotice(AddOn addOn) {
    return Math.max(addOn.from(), addOn.until() - ADD_ON_NOTICE_DAYS);
  }

  private static Terms addOnTerms(AddOn addOn, boolean cancelled) {
    return new Terms(
        ADD_ON,
        "Insight",
        1,
        addOn.priceMinor(),
        BillingInterval.MONTH,
        ContractType.RECURRING,
        false,
        addOn.from(),
        cancelled ? addOn.until() : AccountPlan.NEVER,
        cancelled ? addOnNotice(addOn) : AccountPlan.NEVER,
        null);
  }

  /** Training days and data packs, more of them during a promotion; few are given back. */
  private void orders(AccountPlan plan, int from, int until) {
    Profile profile = plan.profile();
    double perMonth = 0.05 + profile.tier().touchesPerMonth * 0.07;
    for (int day = Math.max(from, company.firstDay()); day < until; day++) {
      Dice dice = Dice.of(company.settings().seed(), profile.number(), Dice.Purpose.ORDERS, day);
      boolean promotion = company.calendar().isPromotion(day);
      if (!dice.chance(perMonth / 30 * (promotion ? 3 : 1)) || plan.spell(day) == null) {
        continue;
      }
      long amount = 9_900L * dice.range(1, 12);
      String id = "ord-" + profile.id().substring(4) + "-" + day;
      Instant at = Instant.ofEpochSecond(plan.at(day, 30_600 + dice.below(28_000)));
      String code = promotion ? "PROMO" + LocalDate.ofEpochDay(day).getYear() : null;
      String person = plan.people().get(dice.below(2)).id();
      order(id, id, plan, person, at, amount, code);
      if (dice.chance(0.03)) {
        Instant back = at.plusSeconds(86_400L * dice.range(2, 20));
        order(id + "-refund", id, plan, person, back, -amount, code);
      }
    }
  }

  private void order(
      String factId,
      String orderId,
      AccountPlan plan,
      String person,
      Instant at,
      long amount,
      @Nullable String code) {
    outbox.add(
        new Facts.Purchase(
            new Origin(SOURCE, factId, at),
            orderId,
            plan.profile().id(),
            person,
            amount,
            CURRENCY,
            amount < 0,
            code),
        900);
  }

  /** Tells the subscription facts of one account that fall between two days. */
  private final class Told {
    private final AccountPlan plan;
    private final int from;
    private final int until;

    Told(AccountPlan plan, int from, int until) {
      this.plan = plan;
      this.from = from;
      this.until = until;
    }

    void subscription(String suffix, int day, Terms terms) {
      if (day < from || day >= until) {
        return;
      }
      String id = "sub-" + plan.profile().id().substring(4) + "-" + suffix;
      boolean cancelled = terms.cancelledDay != AccountPlan.NEVER;
      Dice dice =
          Dice.of(
              company.settings().seed(), plan.profile().number(), Dice.Purpose.ORDERS, -1L - day);
      int second = (cancelled ? 50_000 : 32_000) + dice.below(9_000);
      outbox.add(
          new Facts.Subscription(
              new Origin(
                  SOURCE,
                  id + "@" + day + (cancelled ? "c" : ""),
                  Instant.ofEpochSecond(plan.at(day, second))),
              id,
              plan.profile().id(),
              terms.product,
              terms.planName,
              terms.quantity,
              terms.amountMinor,
              CURRENCY,
              terms.interval,
              terms.type,
              terms.trial,
              LocalDate.ofEpochDay(terms.startDay),
              date(terms.termEndDay),
              date(terms.cancelledDay),
              terms.reason),
          dice.range(5, 60) * 60L);
    }

    private @Nullable LocalDate date(int day) {
      return day == AccountPlan.NEVER ? null : LocalDate.ofEpochDay(day);
    }
  }
}
