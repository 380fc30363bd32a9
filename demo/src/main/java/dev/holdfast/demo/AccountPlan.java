package dev.holdfast.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The whole life of an account as chance has decided it; facts are told from it. Days are counted
 * from 1 January 1970.
 */
record AccountPlan(
    Profile profile, Kind kind, List<Episode> episodes, List<Spell> spells, List<Contact> people) {

  /** A day that never comes. */
  static final int NEVER = Integer.MAX_VALUE;

  /** How an account came to us. */
  enum Kind {
    SUBSCRIBER,
    /** Bought a fixed term for a season and nothing more. */
    PILOT,
    /** Tried and did not buy, or has not decided. */
    TRIAL
  }

  /**
   * What does not change about an account.
   *
   * @param number 1 for the first account
   * @param signedDay first day with us
   * @param goLiveDay end of onboarding
   * @param seatUse share of seats with a person behind them
   * @param liveliness use by its people relative to others
   * @param trialDays days of trial before the first contract
   */
  record Profile(
      int number,
      String id,
      String name,
      String domain,
      @Nullable String parentId,
      Tier tier,
      String industry,
      Country country,
      ZoneId zone,
      int csm,
      String erp,
      boolean lowFit,
      boolean connected,
      int signedDay,
      int goLiveDay,
      double seatUse,
      double liveliness,
      int trialDays) {}

  /** A cause that befell the account from a day until another; {@code silent} for usage only. */
  record Episode(Cause cause, int from, int until, boolean silent) {

    boolean on(int day) {
      return from <= day && day < until;
    }

    /** Whether it weighs on a decision: it has shown for a while and is not over. */
    boolean counts(int day) {
      return from + ChurnModel.LEAD_DAYS <= day && day < until;
    }
  }

  /** What is paid from a day on: cents per seat and month before the discount of a yearly term. */
  record Step(int day, int seats, long seatPriceMinor) {}

  /** A moment at which the account could leave, the true chance, and what came of it. */
  record Decision(int day, boolean renewal, double hazard, Set<Cause> causes, boolean left) {}

  /** A side product with a flat monthly price. */
  record AddOn(int from, int until, long priceMinor) {}

  /**
   * One contract from its start to its end.
   *
   * @param noticeDay when it was cancelled
   * @param endDay first day without it
   */
  record Spell(
      int from,
      boolean yearly,
      List<Step> steps,
      List<Decision> decisions,
      @Nullable AddOn addOn,
      int noticeDay,
      int endDay,
      @Nullable String reason) {

    int seats(int day) {
      int seats = 0;
      for (Step step : steps) {
        if (step.day <= day) {
          seats = step.seats;
        }
      }
      return seats;
    }
  }

  /** What a contact does. */
  enum Role {
    CHAMPION,
    SPONSOR,
    ADMIN,
    USER,
    DETRACTOR
  }

  /**
   * A person at the account from one day until another.
   *
   * @param activeShare chance to use the product on an ordinary working day
   */
  record Contact(
      int number,
      String id,
      String name,
      String email,
      Role role,
      boolean successor,
      int joins,
      int leaves,
      double activeShare) {

    boolean present(int day) {
      return joins <= day && day < leaves;
    }
  }

  /** The contract that runs on a day. */
  @Nullable Spell spell(int day) {
    for (Spell spell : spells) {
      if (spell.from <= day && day < spell.endDay) {
        return spell;
      }
    }
    return null;
  }

  /** Whether its people may use the product: a trial or a contract runs. */
  boolean hasAccess(int day) {
    return day >= profile.signedDay
        && (day < profile.signedDay + profile.trialDays || spell(day) != null);
  }

  boolean has(Cause cause, int day) {
    if (cause == Cause.LOW_FIT) {
      return profile.lowFit;
    }
    for (Episode episode : episodes) {
      if (episode.cause == cause && episode.on(day)) {
        return true;
      }
    }
    return false;
  }

  /** The causes that weigh on a decision on a day. */
  static Set<Cause> causes(boolean lowFit, List<Episode> episodes, int day) {
    Set<Cause> causes = EnumSet.noneOf(Cause.class);
    if (lowFit) {
      causes.add(Cause.LOW_FIT);
    }
    for (Episode episode : episodes) {
      if (episode.counts(day)) {
        causes.add(episode.cause);
      }
    }
    return causes;
  }

  /** Seconds since 1970 of a local time at the account. */
  long at(int day, int secondOfDay) {
    LocalDateTime local =
        LocalDateTime.of(LocalDate.ofEpochDay(day), LocalTime.ofSecondOfDay(secondOfDay));
    return local.toEpochSecond(offset(day));
  }

  /** The zone's offset at noon of a day. */
  ZoneOffset offset(int day) {
    return profile.zone.getRules().getOffset(Instant.ofEpochSecond(day * 86_400L + 43_200));
  }
}
