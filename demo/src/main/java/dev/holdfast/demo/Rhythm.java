package dev.holdfast.demo;

import dev.holdfast.demo.AccountPlan.Contact;
import dev.holdfast.demo.AccountPlan.Episode;
import dev.holdfast.demo.AccountPlan.Profile;
import dev.holdfast.demo.AccountPlan.Spell;

/** How much an account uses the product on a day, relative to an ordinary one. */
final class Rhythm {

  private static final int FALL_DAYS = 38;
  private static final int RECOVERY_DAYS = 30;
  private static final double FALLEN = 0.30;

  private final CompanyCalendar calendar;

  Rhythm(CompanyCalendar calendar) {
    this.calendar = calendar;
  }

  /** The factor on everybody's chance to be active; 0 without a contract or trial. */
  double factor(AccountPlan plan, int day) {
    if (!plan.hasAccess(day)) {
      return 0;
    }
    Profile profile = plan.profile();
    double factor = profile.liveliness() * calendar.rhythm(profile.country(), day);
    int age = day - profile.signedDay();
    if (age < 60) {
      factor *= 0.35 + 0.65 * age / 60;
    }
    for (Episode episode : plan.episodes()) {
      switch (episode.cause()) {
        case USAGE_FALL -> factor *= fallen(episode, day);
        case CHAMPION_GONE -> factor *= episode.on(day) ? 0.9 : 1;
        case SLOW_SUPPORT -> factor *= episode.on(day) ? 0.96 : 1;
        case LOW_FIT -> {
          // part of the account's liveliness from the start
        }
      }
    }
    Spell spell = plan.spell(day);
    if (spell != null && day >= spell.noticeDay()) {
      double gone = (day - spell.noticeDay() + 1.0) / (spell.endDay() - spell.noticeDay() + 1.0);
      factor *= 0.75 - 0.55 * gone;
    }
    return factor;
  }

  private static double fallen(Episode episode, int day) {
    double bottom = episode.silent() ? 0 : FALLEN;
    if (day < episode.from() || day >= episode.until() + RECOVERY_DAYS) {
      return 1;
    } else if (day < episode.from() + FALL_DAYS) {
      return 1 - (1 - bottom) * (day - episode.from() + 1) / FALL_DAYS;
    } else if (day < episode.until()) {
      return bottom;
    }
    return bottom + (1 - bottom) * (day - episode.until() + 1) / RECOVERY_DAYS;
  }

  /** Sessions expected at an account on a day when nothing is scaled. */
  double sessions(AccountPlan plan, int day) {
    double factor = factor(plan, day);
    if (factor == 0) {
      return 0;
    }
    double sessions = 0;
    for (Contact contact : plan.people()) {
      if (contact.present(day)) {
        sessions += Math.min(UsageStream.MOST_ACTIVE, contact.activeShare() * factor);
      }
    }
    return sessions * UsageStream.SESSIONS_A_DAY;
  }
}
