package dev.holdfast.demo;

import dev.holdfast.demo.AccountPlan.Contact;
import dev.holdfast.demo.AccountPlan.Episode;
import dev.holdfast.demo.AccountPlan.Profile;
import dev.holdfast.demo.AccountPlan.Spell;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Facts.LeadStatus;
import dev.holdfast.facts.Facts.OutcomeDirection;
import dev.holdfast.facts.Facts.OutcomeKind;
import dev.holdfast.facts.Facts.ReferralStatus;
import dev.holdfast.facts.Facts.TouchDirection;
import dev.holdfast.facts.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Tells what the team does: touches, what customers say of their own success, leads, referrals. */
final class CareStory {

  private static final String SOURCE = "crm";
  private static final List<String> KINDS =
      List.of("call", "email", "check_in", "email", "training");

  private final Company company;
  private final AccountStory accounts;
  private final Outbox outbox;

  CareStory(Company company, AccountStory accounts, Outbox outbox) {
    this.company = company;
    this.accounts = accounts;
    this.outbox = outbox;
  }

  /** Tells a month of care for an account. */
  void tell(AccountPlan plan, int from, int until, int month) {
    Month told = new Month(plan, from, until, month);
    told.touches();
    told.review();
    told.lead();
    told.referral();
  }

  /** Every second month each rep and their coach look at each skill. */
  void assessments(int day, int month) {
    List<String> skills = company.words().list("skill");
    List<DemoTeam.Member> reps = company.team().reps();
    for (int r = 0; month % 2 == 0 && r < reps.size(); r++) {
      for (int s = 0; s < skills.size(); s++) {
        Dice steady = Dice.of(company.settings().seed(), r, Dice.Purpose.TEAM, 50 + s);
        Dice dice = Dice.of(company.settings().seed(), r, Dice.Purpose.TEAM, 1_000L * month + s);
        double skill = 2.6 + 1.2 * steady.uniform() + month * 0.03;
        outbox.add(
            new Facts.Assessment(
                new Origin(
                    "reflection",
                    "assess-" + month + "-" + r + "-" + s,
                    Instant.ofEpochSecond((day + 2 + r % 15) * 86_400L + 36_000 + s * 300L)),
                "Service craft",
                "1",
                reps.get(r).name(),
                skills.get(s),
                Math.clamp(Math.round(skill + 0.2 + 0.6 * dice.normal()), 1L, 5L),
                Math.clamp(Math.round(skill + 0.5 * dice.normal()), 1L, 5L),
                dice.chance(0.3) ? dice.pick(company.words().list("skill.note")) : null),
            1_800);
      }
    }
  }

  /** Care for one account in one month. */
  private final class Month {
    private final AccountPlan plan;
    private final Profile profile;
    private final int from;
    private final int days;
    private final int month;
    private final Dice dice;

    Month(AccountPlan plan, int from, int until, int month) {
      this.plan = plan;
      this.profile = plan.profile();
      this.from = from;
      this.days = until - from;
      this.month = month;
      this.dice = Dice.of(company.settings().seed(), profile.number(), Dice.Purpose.CARE, month);
    }

    void touches() {
      boolean onboarding = from < profile.goLiveDay();
      boolean worried = plan.episodes().stream().anyMatch((Episode e) -> e.on(from + days - 1));
      double mean =
          profile.tier().touchesPerMonth
              * days
              / 30.44
              * (onboarding ? 2.2 : 1)
              * (worried ? 1.3 : 1);
      int count = dice.poisson(mean);
      for (int i = 0; i < count; i++) {
        int day = from + dice.below(days);
        boolean proactive = dice.chance(worried ? 0.5 : 0.7);
        String kind = onboarding ? "onboarding" : dice.pick(KINDS);
        touch("t" + i, day, kind, proactive);
      }
    }

    private void touch(String suffix, int day, String kind, boolean proactive) {
      String person = person(day);
      boolean written = kind.equals("email");
      int minutes = written ? dice.range(4, 15) : 5 * dice.range(3, 12);
      boolean guides = proactive && !written && dice.chance(0.4);
      if (plan.spell(day) != null) {
        add(
            new Facts.Touch(
                origin(suffix, day),
                accounts.csm(profile, day),
                profile.id(),
                person,
                kind,
                minutes,
                proactive ? TouchDirection.PROACTIVE : TouchDirection.REACTIVE,
                written ? "email" : "video",
                guides ? dice.pick(company.words().list("guidance")) : null));
      }
    }

    /** A business review a quarter; the customer is asked how their own business goes. */
    void review() {
      if (profile.tier() == Tier.SMALL || (month + profile.number()) % 3 != 0) {
        return;
      }
      int day = from + dice.below(days);
      touch("q", day, "business_review", true);
      if (plan.spell(day) == null || day < profile.goLiveDay() || !dice.chance(0.7)) {
        return;
      }
      OutcomeKind kind = dice.pick(List.of(OutcomeKind.values()));
      boolean up = dice.chance(profile.lowFit() ? 0.45 : 0.75);
      String heading = "outcome." + kind.name().toLowerCase(Locale.ROOT) + (up ? ".up" : ".down");
      add(
          new Facts.CustomerOutcome(
              origin("o", day),
              profile.id(),
              kind,
              dice.chance(0.12)
                  ? OutcomeDirection.FLAT
                  : up ? OutcomeDirection.UP : OutcomeDirection.DOWN,
              dice.pick(company.words().list(heading)),
              person(day)));
    }

    void lead() {
      int day = from + dice.below(days);
      double chance = profile.tier() == Tier.SMALL ? 0.008 : 0.045;
      Spell spell = plan.spell(day);
      if (spell == null || day < profile.goLiveDay() || !dice.chance(chance)) {
        return;
      }
      long amount = Math.max(1, spell.seats(day) / 4) * profile.tier().seatPriceMinor * 12;
      lead(day, 0, amount, LeadStatus.SUBMITTED);
      if (dice.chance(0.72)) {
        lead(day + dice.range(1, 6), 1, amount, LeadStatus.ACCEPTED);
        boolean won = dice.chance(0.45);
        lead(day + dice.range(15, 70), 2, amount, won ? LeadStatus.WON : LeadStatus.LOST);
      } else {
        lead(day + dice.range(1, 9), 1, amount, LeadStatus.REJECTED);
      }
    }

    private void lead(int day, int step, long amount, LeadStatus status) {
      add(
          new Facts.Lead(
              origin("l" + step, day),
              "lead-" + profile.id().substring(4) + "-" + month,
              profile.id(),
              accounts.csm(profile, day),
              amount,
              "USD",
              status));
    }

    /** Content champions share their code; some who hear of it sign up. */
    void referral() {
      int day = from + dice.below(days);
      boolean content = !profile.lowFit() && plan.episodes().stream().noneMatch(e -> e.on(day));
      Contact champion = plan.people().getFirst();
      if (!content || plan.spell(day) == null || !champion.present(day) || !dice.chance(0.03)) {
        return;
      }
      ReferralStatus[] way = {
        ReferralStatus.SHARED,
        ReferralStatus.CLICKED,
        ReferralStatus.SIGNED_UP,
        ReferralStatus.QUALIFIED,
        ReferralStatus.REWARDED
      };
      int steps = 1;
      while (steps < way.length && dice.chance(0.62)) {
        steps++;
      }
      int at = day;
      for (int i = 0; i < steps; i++) {
        add(
            new Facts.Referral(
                origin("r" + i, at),
                "REF-" + profile.id().substring(4) + "-" + month,
                profile.id(),
                champion.id(),
                null,
                way[i]));
        at += dice.range(1, 12);
      }
    }

    private String person(int day) {
      List<Contact> present =
          plan.people().stream().filter(contact -> contact.present(day)).toList();
      double point = StrictMath.pow(dice.uniform(), 2.5);
      return present.isEmpty()
          ? plan.people().getFirst().id()
          : present.get((int) (present.size() * point)).id();
    }

    private Origin origin(String suffix, int day) {
      return new Origin(
          SOURCE,
          profile.id() + "-" + month + suffix,
          Instant.ofEpochSecond(plan.at(day, 30_600 + dice.below(27_000))));
    }

    private void add(Fact fact) {
      outbox.add(fact, 600 + dice.below(14_000));
    }
  }
}
