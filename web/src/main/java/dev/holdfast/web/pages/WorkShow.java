package dev.holdfast.web.pages;

import dev.holdfast.reports.Finding;
import dev.holdfast.reports.WorkItem;
import java.util.EnumSet;
import java.util.Set;

/** What the list can be narrowed to. */
enum WorkShow {
  ALL("All", EnumSet.allOf(Finding.Kind.class)),
  HEALTH(
      "Health", EnumSet.of(Finding.Kind.BAND_FELL, Finding.Kind.AT_RISK, Finding.Kind.HEALTH_FELL)),
  USAGE("Usage", EnumSet.of(Finding.Kind.USAGE_FELL, Finding.Kind.FEED_SILENT)),
  PEOPLE("People", EnumSet.of(Finding.Kind.KEY_PERSON_LEFT)),
  ANSWERS("Answers", EnumSet.of(Finding.Kind.BAD_ANSWER)),
  TICKETS("Tickets", EnumSet.of(Finding.Kind.TICKET_WAITING)),
  RENEWALS("Renewals", EnumSet.of(Finding.Kind.RENEWAL)),
  ONBOARDING("Onboarding", EnumSet.of(Finding.Kind.ONBOARDING_STILL)),
  SNOOZED("Snoozed", EnumSet.noneOf(Finding.Kind.class));

  private final String title;
  private final Set<Finding.Kind> kinds;

  WorkShow(String title, Set<Finding.Kind> kinds) {
    this.title = title;
    this.kinds = kinds;
  }

  String title() {
    return title;
  }

  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  boolean takes(WorkItem item) {
    return item.findings().stream().anyMatch(finding -> kinds.contains(finding.kind()));
  }

  static WorkShow named(String word) {
    for (WorkShow show : values()) {
      if (show.word().equals(word)) {
        return show;
      }
    }
    return ALL;
  }
}
