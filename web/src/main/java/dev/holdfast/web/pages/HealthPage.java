package dev.holdfast.web.pages;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.health.HealthProfile;
import dev.holdfast.health.Measure;
import dev.holdfast.health.MeasureGroup;
import dev.holdfast.reports.AccountLine;
import dev.holdfast.reports.HealthBy;
import dev.holdfast.reports.HealthOverview;
import dev.holdfast.reports.Reports;
import dev.holdfast.reports.Viewpoint;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Band;
import dev.holdfast.web.parts.Words;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Health of all customers in sight. */
@Controller
public final class HealthPage {

  static final String NO_INDEX =
      "There is no business index yet: it needs a day on which an account has both a score and"
          + " revenue.";

  /**
   * What the overview shows.
   *
   * @param index null when there is none
   * @param noIndex why there is none
   * @param groups null when there are no customers
   */
  public record Model(
      String headline,
      String sentence,
      List<BandRow> bands,
      IndexTelling.@Nullable Card index,
      String noIndex,
      String dataLink,
      GroupTelling.@Nullable Table groups,
      List<Mover> falls,
      List<Mover> rises,
      List<Mover> unknown,
      List<Profile> profiles,
      String profilesLink,
      String scope) {}

  /** One band; {@code width} is its share of accounts out of a thousand. */
  public record BandRow(
      Band band, String accounts, String share, int width, String arr, String link) {}

  /**
   * An account with what happened to its health.
   *
   * @param index what it moved the business index by; empty when it has no weight in it
   */
  public record Mover(
      String name, String link, Band band, String score, String change, String css, String index) {}

  /** One profile with its measures and their weights. */
  public record Profile(String title, String link, String why, List<Weight> weights) {}

  /** One measure and its share of the weight. */
  public record Weight(String group, String measure, String share, int width, String signal) {}

  private final Reports reports;
  private final InstantSource clock;

  HealthPage(Reports reports, InstantSource clock) {
    this.reports = reports;
    this.clock = clock;
  }

  @GetMapping("/health")
  @OpenTo(Circle.SIGNED_IN)
  Page show(Visit visit, @RequestParam(name = "by", defaultValue = "") String word) {
    Viewpoint view = Sights.viewpoint(visit, clock.instant());
    HealthBy by = by(visit, word);
    HealthOverview overview = reports.healthOverview(view);
    int risk = overview.bands().getFirst().accounts();
    LocalDate day = overview.day();
    return Page.of(
        "pages/health",
        "Health",
        Section.HEALTH,
        new Model(
            overview.customers() == 0
                ? "No customers yet"
                : Words.number(risk)
                    + " of "
                    + Words.count(overview.customers(), "customer is", "customers are")
                    + " at risk",
            day == null
                ? "No health is recorded yet; it appears after the first refresh."
                : "As recorded on " + Words.fullDate(day) + ".",
            overview.bands().stream().map(band -> bandRow(visit, overview, band)).toList(),
            reports
                .businessIndex(view)
                .map(index -> new IndexTelling(visit, index).card(reports.names(view)))
                .orElse(null),
            NO_INDEX,
            visit.link("/data"),
            overview.customers() == 0
                ? null
                : new GroupTelling(visit, by).table(reports.healthBy(view, by)),
            overview.falls().stream().map(mover -> mover(visit, mover)).toList(),
            overview.rises().stream().map(mover -> mover(visit, mover)).toList(),
            overview.unknown().stream()
                .map(unknown ->
                    new Mover(
                        unknown.line().account().name(),
                        link(visit, unknown.line()),
                        Band.UNKNOWN,
                        "",
                        unknown.why(),
                        "muted",
                        ""))
                .toList(),
            reports.profiles().stream().map(profile -> profile(visit, profile)).toList(),
            visit.link(ProfilesPage.ALL),
            visit.scope().reason()));
  }

  private static HealthBy by(Visit visit, String word) {
    return word.isEmpty()
        ? GroupTelling.usual(visit)
        : HealthBy.named(word)
            .orElseThrow(() ->
                new HoldfastException(
                    ErrorCode.BAD_REQUEST,
                    "Health is told by csm, tier or cohort, not by '" + word + "'."));
  }

  private static BandRow bandRow(
      Visit visit, HealthOverview overview, HealthOverview.BandLine line) {
    double share = overview.customers() == 0 ? 0 : (double) line.accounts() / overview.customers();
    return new BandRow(
        Sights.band(line.band()),
        Words.number(line.accounts()),
        Words.percent(share, 0),
        (int) Math.round(share * 1000),
        line.arr() == null ? "" : Words.money(line.arr()),
        visit.link("/accounts", "band", line.band().word()));
  }

  private static Mover mover(Visit visit, HealthOverview.Mover mover) {
    AccountLine line = mover.line();
    return new Mover(
        line.account().name(),
        link(visit, line),
        Sights.band(line.health()),
        Sights.score(line.health()),
        Words.signed(mover.change(), 1),
        mover.change() < 0 ? "down" : "up",
        mover.index() == null ? "" : "index " + Words.signed(mover.index(), 1));
  }

  private static String link(Visit visit, AccountLine line) {
    return visit.link(AccountPage.path(line.accountId()) + "/health");
  }

  private static Profile profile(Visit visit, HealthProfile profile) {
    double all =
        profile.measures().stream().mapToDouble(measure -> measure.weight().doubleValue()).sum();
    List<Weight> weights = new ArrayList<>();
    for (MeasureGroup group : profile.groups()) {
      for (Measure measure : group.measures()) {
        double share = measure.weight().doubleValue() / all;
        weights.add(
            new Weight(
                group.title(),
                measure.title(),
                Words.percent(share, 1),
                (int) Math.round(share * 1000),
                measure.signal().name().toLowerCase(java.util.Locale.ROOT)));
      }
    }
    return new Profile(
        profile.title() + ", version " + profile.version(),
        visit.link(ProfilesPage.path(profile.name())),
        "applies when " + profile.why(),
        List.copyOf(weights));
  }
}
