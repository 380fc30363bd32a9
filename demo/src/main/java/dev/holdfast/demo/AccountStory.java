package dev.holdfast.demo;

import dev.holdfast.demo.AccountPlan.Contact;
import dev.holdfast.demo.AccountPlan.Kind;
import dev.holdfast.demo.AccountPlan.Profile;
import dev.holdfast.demo.AccountPlan.Spell;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Facts.Lifecycle;
import dev.holdfast.facts.Facts.OrganisationChangeKind;
import dev.holdfast.facts.Facts.PersonRole;
import dev.holdfast.facts.Facts.PersonStatus;
import dev.holdfast.facts.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells how an account and its people stand: states, comings and goings, milestones. */
final class AccountStory {

  private static final String SOURCE = "crm";
  private static final List<String> NOTICED =
      List.of("e-mail bounced", "told us in a call", "out-of-office note", "customer told the CSM");

  private final Company company;
  private final Outbox outbox;

  AccountStory(Company company, Outbox outbox) {
    this.company = company;
    this.outbox = outbox;
  }

  /** Tells what happened from a day until another, which is not part of it. */
  void tell(AccountPlan plan, int from, int until) {
    states(plan, from, until);
    for (Contact contact : plan.people()) {
      if (from <= contact.joins() && contact.joins() < until) {
        joins(plan, contact);
      }
      if (from <= contact.leaves() && contact.leaves() < until) {
        leaves(plan, contact);
      }
    }
    if (plan.kind() != Kind.TRIAL) {
      milestones(plan, from, until);
    }
  }

  private void states(AccountPlan plan, int from, int until) {
    Profile profile = plan.profile();
    SortedSet<Integer> days = new TreeSet<>();
    days.add(profile.signedDay());
    days.add(profile.signedDay() + profile.trialDays());
    days.add(profile.goLiveDay());
    days.add(handoverDay());
    for (Spell spell : plan.spells()) {
      days.add(spell.from());
      days.add(spell.endDay());
    }
    @Nullable Lifecycle before = null;
    @Nullable String csmBefore = null;
    for (int day : days) {
      if (day < profile.signedDay() || day >= until) {
        continue;
      }
      Lifecycle lifecycle = lifecycle(plan, day);
      String csm = csm(profile, day);
      if (day >= from && !(lifecycle == before && csm.equals(csmBefore))) {
        state(plan, day, lifecycle, csm);
      }
      before = lifecycle;
      csmBefore = csm;
    }
  }

  private void state(AccountPlan plan, int day, Lifecycle lifecycle, String csm) {
    Profile profile = plan.profile();
    Dice dice = dice(profile, day);
    outbox.add(
        new Facts.Account(
            origin(profile.id() + "@" + day, plan.at(day, 420 + dice.below(300))),
            profile.id(),
            profile.name(),
            profile.domain(),
            profile.parentId(),
            profile.tier().label,
            profile.country().region,
            profile.industry(),
            profile.country().name(),
            profile.zone().getId(),
            lifecycle,
            csm,
            Map.of("erp", profile.erp())),
        dice.range(20, 200) * 60L);
  }

  private static Lifecycle lifecycle(AccountPlan plan, int day) {
    Profile profile = plan.profile();
    if (day < profile.signedDay() + profile.trialDays()) {
      return Lifecycle.TRIAL;
    } else if (plan.spells().isEmpty()) {
      return Lifecycle.IGNORED;
    }
    Spell spell = plan.spell(day);
    if (spell == null) {
      return plan.kind() == Kind.PILOT ? Lifecycle.COMPLETED : Lifecycle.CHURNED;
    }
    return spell.from() == plan.spells().getFirst().from() && day < profile.goLiveDay()
        ? Lifecycle.ONBOARDING
        : Lifecycle.ACTIVE;
  }

  /** The day the youngest CSM joined and took over a share of everybody's accounts. */
  private int handoverDay() {
    return company.firstDay() + (company.lastDay() - company.firstDay()) * 3 / 5;
  }

  /** Who looks after an account: the youngest CSM's accounts were with the next one before. */
  String csm(Profile profile, int day) {
    List<DemoTeam.Member> csms = company.team().csms();
    boolean before = profile.csm() == csms.size() - 1 && day < handoverDay();
    int index = before ? profile.number() % (csms.size() - 1) : profile.csm();
    return csms.get(index).name();
  }

  private void joins(AccountPlan plan, Contact contact) {
    Dice dice = dice(plan.profile(), 1_000_000 + contact.number());
    Instant at = at(plan, contact.joins(), dice);
    person(plan, contact, at, PersonStatus.ACTIVE, dice.range(10, 150) * 60L);
    if (contact.successor()) {
      change(plan, contact, at, OrganisationChangeKind.JOINED, "introduced to the CSM", 5_400);
    }
  }

  /** A departure is noticed some days later. */
  private void leaves(AccountPlan plan, Contact contact) {
    Dice dice = dice(plan.profile(), 2_000_000 + contact.number());
    Instant at = at(plan, contact.leaves(), dice);
    boolean champion = contact.role() == AccountPlan.Role.CHAMPION;
    long delay = (long) (3_600 + dice.exponential(champion ? 5 : 9) * 86_400);
    person(plan, contact, at, PersonStatus.LEFT, delay);
    change(plan, contact, at, OrganisationChangeKind.LEFT, dice.pick(NOTICED), delay + 60);
  }

  private void person(
      AccountPlan plan, Contact contact, Instant at, PersonStatus status, long delay) {
    String word = status == PersonStatus.ACTIVE ? "joined" : "left";
    outbox.add(
        new Facts.Person(
            new Origin(SOURCE, contact.id() + "@" + word, at),
            contact.id(),
            plan.profile().id(),
            contact.email(),
            contact.name(),
            PersonRole.valueOf(contact.role().name()),
            status,
            plan.profile().country().language,
            plan.profile().zone().getId(),
            contact.number() % 13 != 0,
            Map.of()),
        delay);
  }

  private void change(
      AccountPlan plan,
      Contact contact,
      Instant at,
      OrganisationChangeKind kind,
      String howKnown,
      long delay) {
    outbox.add(
        new Facts.OrganisationChange(
            new Origin(SOURCE, contact.id() + "-" + kind.name().toLowerCase(Locale.ROOT), at),
            plan.profile().id(),
            contact.id(),
            kind,
            howKnown),
        delay);
  }

  private void milestones(AccountPlan plan, int from, int until) {
    Profile profile = plan.profile();
    int signed = profile.signedDay();
    int length = profile.goLiveDay() - signed;
    milestone(plan, "kickoff", signed + Math.min(3, length / 6), from, until);
    milestone(plan, "data_connected", signed + length / 3, from, until);
    milestone(plan, "first_shipment", UsageStream.firstShipmentDay(profile), from, until);
    milestone(plan, "team_trained", signed + length * 3 / 4, from, until);
    milestone(plan, "go_live", profile.goLiveDay(), from, until);
  }

  private void milestone(AccountPlan plan, String name, int day, int from, int until) {
    if (from <= day && day < until && plan.hasAccess(day)) {
      Dice dice = dice(plan.profile(), 3_000_000 + name.length());
      outbox.add(
          new Facts.Milestone(
              new Origin(SOURCE, plan.profile().id() + "-" + name, at(plan, day, dice)),
              plan.profile().id(),
              name),
          dice.range(30, 240) * 60L);
    }
  }

  private static Instant at(AccountPlan plan, int day, Dice dice) {
    return Instant.ofEpochSecond(plan.at(day, 30_600 + dice.below(28_000)));
  }

  private static Origin origin(String id, long epochSecond) {
    return new Origin(SOURCE, id, Instant.ofEpochSecond(epochSecond));
  }

  private Dice dice(Profile profile, int index) {
    return Dice.of(company.settings().seed(), profile.number(), Dice.Purpose.RECORDS, index);
  }
}
