package dev.holdfast.web.pages;

import dev.holdfast.health.Band;
import dev.holdfast.reports.HealthBy;
import dev.holdfast.reports.HealthGroup;
import dev.holdfast.reports.Portfolio;
import dev.holdfast.reports.PortfolioFilter;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Words;
import dev.holdfast.workspace.RecordScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tells the health of customers by who looks after them, by tier or by when they began. */
public final class GroupTelling {

  private static final List<Band> BANDS =
      List.of(Band.AT_RISK, Band.WATCH, Band.HEALTHY, Band.UNKNOWN);

  /** The table on the health page. */
  public record Table(String title, List<Choice> choices, List<Row> rows) {}

  /** A way to group that could be chosen. */
  public record Choice(String title, String link, boolean here) {}

  /**
   * A group.
   *
   * @param link its accounts; empty when no list of accounts shows just these
   * @param shares of each band, the worst first; how many accounts when there are few
   * @param mean mean score weighted by revenue; why there is none when there are too few
   * @param few whether it says so
   */
  public record Row(
      String title,
      String link,
      List<Share> shares,
      String accounts,
      String mean,
      boolean few,
      String arr) {}

  /** The part of a group that has a band; places are out of a thousand. */
  public record Share(dev.holdfast.web.parts.Band band, String text, int from, int width) {}

  private final Visit visit;
  private final HealthBy by;

  GroupTelling(Visit visit, HealthBy by) {
    this.visit = visit;
    this.by = by;
  }

  /** Somebody who sees all accounts compares CSMs first; somebody who sees their own, tiers. */
  static HealthBy usual(Visit visit) {
    return switch (visit.scope()) {
      case RecordScope.Everything everything -> HealthBy.CSM;
      case RecordScope.OnlyOf only -> HealthBy.TIER;
    };
  }

  Table table(List<HealthGroup> groups) {
    return new Table(
        by.title(),
        Arrays.stream(HealthBy.values())
            .map(each ->
                new Choice(
                    each.title(), visit.link("/health", "by", each.word()) + "#by", each == by))
            .toList(),
        groups.stream().map(this::row).toList());
  }

  private Row row(HealthGroup group) {
    Portfolio.Sums sums = group.sums();
    Double mean = sums.weightedHealth();
    return new Row(
        group.value().equals(PortfolioFilter.NOT_KNOWN)
            ? "Not known"
            : by == HealthBy.COHORT ? group.value().replace("-", " ") : group.value(),
        by == HealthBy.COHORT ? "" : visit.link("/accounts", by.word(), group.value()),
        shares(sums),
        Words.number(sums.accounts()),
        mean == null
            ? "none with score and revenue"
            : group.tooFew() ? "too few: " + Words.number(sums.weighed()) : Words.number(mean, 1),
        mean == null || group.tooFew(),
        sums.arr() == null ? "" : Words.money(sums.arr()));
  }

  private static List<Share> shares(Portfolio.Sums sums) {
    List<Share> shares = new ArrayList<>();
    int before = 0;
    for (Band band : BANDS) {
      int accounts = sums.bands().getOrDefault(band, 0);
      int from = Math.round(1000f * before / sums.accounts());
      before += accounts;
      shares.add(
          new Share(
              Sights.band(band),
              sums.accounts() < HealthGroup.LEAST_FOR_MEAN
                  ? Words.number(accounts) + " of " + Words.number(sums.accounts())
                  : Words.percent((double) accounts / sums.accounts(), 0),
              from,
              Math.round(1000f * before / sums.accounts()) - from));
    }
    return List.copyOf(shares);
  }
}
