package dev.holdfast.web.pages;

import dev.holdfast.reports.HealthMark;
import dev.holdfast.reports.Viewpoint;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Band;
import dev.holdfast.web.parts.Words;
import dev.holdfast.workspace.Role;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What pages share about who looks and what a band looks like. */
final class Sights {

  private Sights() {}

  /** A visit as the reports ask for it. */
  static Viewpoint viewpoint(Visit visit, Instant now) {
    return new Viewpoint(
        visit.scope(),
        seesPeople(visit.person().role()),
        now,
        visit.asOf().today() ? null : visit.asOf().day(),
        visit.asOf().zone());
  }

  /** The midnight with which a day begins that is so many days ahead. */
  static Instant daysAhead(Visit visit, Instant now, int days) {
    ZoneId zone = visit.asOf().zone();
    return now.atZone(zone).toLocalDate().plusDays(days).atStartOfDay(zone).toInstant();
  }

  /** Whether a role sees names, addresses and words of people at customers; readers do not. */
  static boolean seesPeople(Role role) {
    return role != Role.FINANCE && role != Role.VIEWER;
  }

  /** A band as it looks; no recorded health looks unknown. */
  static Band band(dev.holdfast.health.@Nullable Band band) {
    return band == null
        ? Band.UNKNOWN
        : switch (band) {
          case HEALTHY -> Band.HEALTHY;
          case WATCH -> Band.WATCH;
          case AT_RISK -> Band.AT_RISK;
          case UNKNOWN -> Band.UNKNOWN;
        };
  }

  static Band band(@Nullable HealthMark health) {
    return band(health == null ? null : health.band());
  }

  /** A score in a list; empty when unknown. */
  static String score(@Nullable HealthMark health) {
    Double score = health == null ? null : health.score();
    return score == null ? "" : Words.number(score, 0);
  }

  /** A word of the data as people write it: "at_risk" is "At risk", "-" is "Not known". */
  static String title(@Nullable String word) {
    if (word == null || word.isEmpty() || word.equals("-")) {
      return "Not known";
    }
    return Words.capital(word.replace('_', ' '));
  }
}
