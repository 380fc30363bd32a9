package dev.holdfast.web.pages;

import dev.holdfast.metrics.MetricValue;
import dev.holdfast.metrics.VariantDifference;
import dev.holdfast.reports.MetricQuestion;
import dev.holdfast.reports.MetricReports;
import dev.holdfast.reports.Reports;
import dev.holdfast.reports.Viewpoint;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Words;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Why two variants of a metric differ: the accounts that make the difference. */
@Controller
public final class DifferencePage {

  private static final int SHOWN = 50;

  /**
   * What the page shows.
   *
   * @param sentence both numbers and by how much they differ
   * @param headings the two variants, for the columns
   * @param rest what the accounts that are not shown make together; empty for nothing
   * @param remark what a reader should know; empty for nothing
   */
  public record Model(
      String title,
      String sentence,
      List<String> headings,
      List<Line> lines,
      String rest,
      String remark,
      String back) {}

  /** One account. */
  public record Line(String account, String link, String makes, String own, String otherOwn) {}

  private final MetricReports reports;
  private final Reports accounts;
  private final InstantSource clock;

  DifferencePage(MetricReports reports, Reports accounts, InstantSource clock) {
    this.reports = reports;
    this.accounts = accounts;
    this.clock = clock;
  }

  @GetMapping("/metrics/{key}/difference")
  @OpenTo(Circle.SIGNED_IN)
  Page show(
      Visit visit,
      @PathVariable String key,
      @RequestParam(defaultValue = "") String variant,
      @RequestParam(defaultValue = "") String other,
      @RequestParam(defaultValue = "") String days) {
    Viewpoint view = Sights.viewpoint(visit, clock.instant());
    MetricQuestion question = MetricPage.question(reports, key, variant, days, "", "", "");
    VariantDifference difference = reports.difference(view, question, other, SHOWN);
    Map<String, String> names = accounts.names(view);
    return Page.of(
        "pages/metric/difference",
        reports.title(key) + ", two ways to count it",
        Section.METRICS,
        new Model(
            reports.title(key) + ": which accounts make the difference",
            sentence(key, difference),
            List.of(
                reports.title(key, difference.value().variant()),
                reports.title(key, difference.other().variant())),
            difference.parts().stream().map(part -> line(visit, names, difference, part)).toList(),
            rest(difference),
            difference.remark() == null ? "" : difference.remark(),
            new MetricLinks(visit, question).to("", Map.of())));
  }

  private String sentence(String key, VariantDifference difference) {
    MetricValue one = difference.value();
    MetricValue two = difference.other();
    String both =
        reports.title(key, one.variant())
            + ": "
            + Units.withUnit(one)
            + ". "
            + reports.title(key, two.variant())
            + ": "
            + Units.withUnit(two)
            + ". "
            + MetricTelling.period(one.period())
            + ".";
    if (difference.accounts() == 0) {
      return both;
    }
    return both
        + " "
        + Words.count(difference.accounts(), "account makes", "accounts make")
        + " the difference"
        + (difference.exact() ? "; their parts add up to it." : ".");
  }

  private static Line line(
      Visit visit,
      Map<String, String> names,
      VariantDifference difference,
      VariantDifference.Part part) {
    String unit = difference.value().unit();
    String id = part.accountId();
    return new Line(
        id == null ? "(no account)" : names.getOrDefault(id, id),
        id == null ? "" : visit.link(AccountPage.path(id)),
        (part.contribution() > 0 ? "+" : "") + Units.exact(unit, part.contribution()),
        own(unit, part.own()),
        own(unit, part.otherOwn()));
  }

  private static String own(String unit, @Nullable Double own) {
    return own == null ? "none" : Units.exact(unit, own);
  }

  private static String rest(VariantDifference difference) {
    long more = difference.accounts() - difference.parts().size();
    return more <= 0
        ? ""
        : Words.count(more, "more account makes", "more accounts make")
            + " "
            + Units.exact(difference.value().unit(), difference.rest())
            + " together.";
  }
}
