package dev.holdfast.demo;

import dev.holdfast.demo.AccountPlan.Contact;
import dev.holdfast.demo.AccountPlan.Episode;
import dev.holdfast.demo.AccountPlan.Kind;
import dev.holdfast.demo.AccountPlan.Profile;
import dev.holdfast.demo.AccountPlan.Role;
import dev.holdfast.demo.AccountPlan.Spell;
import java.util.ArrayList;
import java.util.List;

/** Decides who works at an account and when; their number follows the seats. */
final class PeoplePlanner {

  private static final int STEP_DAYS = 30;
  private static final double LEAVING_PER_STEP = 0.006;
  private static final int NAME_STRIDE = 1_031;

  private final DemoSettings settings;
  private final Words words;
  private final int lastDay;

  PeoplePlanner(DemoSettings settings, Words words) {
    this.settings = settings;
    this.words = words;
    this.lastDay = (int) settings.lastDay().toEpochDay();
  }

  List<Contact> people(Profile profile, Kind kind, List<Episode> episodes, List<Spell> spells) {
    Crew crew = new Crew(profile);
    int start = profile.signedDay();
    crew.keyPeople(start, episodes);
    if (kind == Kind.TRIAL) {
      crew.add(Role.USER, start + 1, AccountPlan.NEVER, false);
      return List.copyOf(crew.people);
    }
    int end = Math.min(lastDay, spells.isEmpty() ? lastDay : spells.getLast().endDay());
    for (int day = start; day <= end; day += STEP_DAYS) {
      int from = day;
      long present = crew.users.stream().filter(user -> user.leaves > from).count();
      int missing = wanted(profile, spells, day) - (int) present;
      for (int i = 0; i < missing; i++) {
        int joins = day == start ? start + crew.dice.below(4) : day + crew.dice.below(STEP_DAYS);
        if (joins <= end) {
          crew.user(joins);
        }
      }
      crew.departures(day);
    }
    return crew.all();
  }

  /** People wanted besides the key people: they fill the seats during the first two months. */
  private static int wanted(Profile profile, List<Spell> spells, int day) {
    int seats = 0;
    for (Spell spell : spells) {
      if (spell.from() <= day + STEP_DAYS / 2 && day < spell.endDay()) {
        seats = spell.seats(Math.max(day, spell.from()));
      }
    }
    double ramp = Math.min(1, 0.4 + 0.6 * (day - profile.signedDay()) / 60.0);
    int people = (int) StrictMath.rint(seats * profile.seatUse() * ramp);
    return Math.max(1, people - 2);
  }

  /** The people of one account while they are being decided. */
  private final class Crew {
    private final Profile profile;
    private final Dice dice;
    private final int firstName;
    private final List<Contact> people = new ArrayList<>();
    private final List<Leaver> users = new ArrayList<>();

    /** A user whose last day is still open. */
    private static final class Leaver {
      private final int joins;
      private int leaves = AccountPlan.NEVER;

      Leaver(int joins) {
        this.joins = joins;
      }
    }

    Crew(Profile profile) {
      this.profile = profile;
      this.dice = Dice.of(settings.seed(), profile.number(), Dice.Purpose.PEOPLE, 0);
      this.firstName = dice.below(6_400);
    }

    /** The champion and those who follow, the admin, and the sponsor of a larger account. */
    void keyPeople(int start, List<Episode> episodes) {
      int joins = start;
      boolean successor = false;
      for (Episode episode : episodes) {
        if (episode.cause() == Cause.CHAMPION_GONE) {
          add(Role.CHAMPION, joins, episode.from(), successor);
          joins = episode.until();
          successor = true;
        }
      }
      if (joins <= lastDay) {
        add(Role.CHAMPION, joins, AccountPlan.NEVER, successor);
      }
      add(Role.ADMIN, start, AccountPlan.NEVER, false);
      if (profile.tier() != Tier.SMALL) {
        int moves = dice.chance(0.12) ? start + dice.range(200, 900) : AccountPlan.NEVER;
        add(Role.SPONSOR, start, moves, false);
      }
    }

    void user(int joins) {
      users.add(new Leaver(joins));
    }

    void departures(int day) {
      for (Leaver user : users) {
        if (user.leaves == AccountPlan.NEVER && user.joins < day && dice.chance(LEAVING_PER_STEP)) {
          user.leaves = day + dice.below(STEP_DAYS);
        }
      }
    }

    List<Contact> all() {
      for (Leaver user : users) {
        add(dice.chance(0.03) ? Role.DETRACTOR : Role.USER, user.joins, user.leaves, false);
      }
      return List.copyOf(people);
    }

    void add(Role role, int joins, int leaves, boolean successor) {
      int number = people.size() + 1;
      DemoTeam.FullName name = DemoTeam.FullName.at(words, firstName + number * NAME_STRIDE);
      people.add(
          new Contact(
              number,
              "per-" + profile.id().substring(4) + "-" + number,
              name.text(),
              name.address() + "@" + profile.domain(),
              role,
              successor,
              joins,
              leaves,
              activeShare(role)));
    }

    private double activeShare(Role role) {
      double point = dice.uniform();
      double vary = dice.between(0.8, 1.2);
      return vary
          * switch (role) {
            case CHAMPION -> 0.55;
            case ADMIN -> 0.42;
            case SPONSOR -> 0.06;
            case DETRACTOR -> 0.12;
            case USER -> point < 0.2 ? 0.64 : point < 0.6 ? 0.26 : 0.07;
          };
    }
  }
}
