package dev.holdfast.web.pages;

import dev.holdfast.health.HealthExplanation;
import dev.holdfast.health.HealthProfile;
import dev.holdfast.health.Measure;
import dev.holdfast.health.MeasureGroup;
import dev.holdfast.reports.AccountHead;
import dev.holdfast.reports.AccountLine;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Health of all customers in sight, and why one account's health is what it is. */
@Controller
public final class HealthPage {

  /** What the overview shows. */
  public record Model(
      String headline,
      String sentence,
      List<BandRow> bands,
      List<Mover> falls,
      List<Mover> rises,
      List<Mover> unknown,
      List<Profile> profiles,
      String profilesLink,
      String scope) {}

  /** One band; {@code width} is its share of accounts out of a thousand. */
  public record BandRow(
      Band band, String accounts, String share, int width, String arr, String link) {}

  /** An account with what happened to its health. */
  public record Mover(
      String name, String link, Band band, String score, String change, String css) {}

  /** One profile with its measures and their weights. */
  public record Profile(String title, String link, String why, List<Weight> weights) {}

  /** One measure and its share of the weight. */
  public record Weight(String group, String measure, String share, int width, String signal) {}

  /** What the explanation shows. */
  public record Why(
      String name,
      String back,
      Band band,
      String score,
      String sentence,
      List<Change> changes,
      List<Group> groups,
      String profile,
      String profileLink,
      List<String> tried,
      String coverage,
      String empty) {}

  /** The change since an earlier day. */
  public record Change(String since, String by, String css, String sentence) {}

  /** A group with its measures. */
  public record Group(String title, String points, List<Line> lines) {}

  /** One measure. */
  public record Line(
      String id,
      String title,
      String words,
      String curve,
      String points,
      String weight,
      String contribution,
      String against,
      String css,
      Doors.@Nullable Door door) {}

  private final Reports reports;
  private final InstantSource clock;

  HealthPage(Reports reports, InstantSource clock) {
    this.reports = reports;
    this.clock = clock;
  }

  @GetMapping("/health")
  @OpenTo(Circle.SIGNED_IN)
  Page show(Visit visit) {
    HealthOverview overview = reports.healthOverview(Sights.viewpoint(visit, clock.instant()));
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
            overview.falls().stream().map(line -> mover(visit, line)).toList(),
            overview.rises().stream().map(line -> mover(visit, line)).toList(),
            overview.unknown().stream()
                .map(unknown ->
                    new Mover(
                        unknown.line().account().name(),
                        link(visit, unknown.line()),
                        Band.UNKNOWN,
                        "",
                        unknown.why(),
                        "muted"))
                .toList(),
            reports.profiles().stream().map(profile -> profile(visit, profile)).toList(),
            visit.link(ProfilesPage.ALL),
            visit.scope().reason()));
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

  private static Mover mover(Visit visit, AccountLine line) {
    Double change = line.health() == null ? null : line.health().change();
    double by = change == null ? 0 : change;
    return new Mover(
        line.account().name(),
        link(visit, line),
        Sights.band(line.health()),
        Sights.score(line.health()),
        Words.signed(by, 1),
        by < 0 ? "down" : "up");
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

  @GetMapping("/accounts/{accountId}/health")
  @OpenTo(Circle.SIGNED_IN)
  Page why(Visit visit, @PathVariable String accountId) {
    Viewpoint view = Sights.viewpoint(visit, clock.instant());
    AccountHead head = reports.account(view, accountId);
    Optional<HealthExplanation> health = reports.health(view, accountId);
    String back = visit.link(AccountPage.path(accountId));
    return Page.of(
        "pages/health/why",
        "Why, " + head.line().account().name(),
        Section.HEALTH,
        health
            .map(explanation -> why(visit, head, explanation, back))
            .orElseGet(() ->
                new Why(
                    head.line().account().name(),
                    back,
                    Band.UNKNOWN,
                    "",
                    "",
                    List.of(),
                    List.of(),
                    "",
                    "",
                    List.of(),
                    "",
                    "No health is recorded for this account"
                        + (visit.asOf().today() ? " yet." : " by that day."))));
  }

  private static Why why(Visit visit, AccountHead head, HealthExplanation health, String back) {
    Double score = health.score();
    Double mean = health.peersMean();
    Doors doors = new Doors(visit, head.line().accountId());
    return new Why(
        head.line().account().name(),
        back,
        Sights.band(health.band()),
        score == null ? "" : Words.number(score, 1),
        health.whyUnknown() != null
            ? "Unknown: " + health.whyUnknown() + "."
            : mean == null
                ? ""
                : "Its "
                    + Words.count(health.peers(), "peer has", "peers have")
                    + " "
                    + Words.number(mean, 1)
                    + " on average. On "
                    + Words.fullDate(health.day())
                    + ".",
        health.changes().stream()
            .map(change ->
                new Change(
                    Words.count(change.days(), "day", "days")
                        + ", since "
                        + Words.date(change.since(), visit.asOf().day()),
                    signed(change.by()),
                    change.by() == null ? "" : change.by() < 0 ? "down" : "up",
                    change.sentence()))
            .toList(),
        health.groups().stream().map(group -> group(group, doors)).toList(),
        "Profile “"
            + health.profile().title()
            + "”, version "
            + health.profile().version()
            + ", because "
            + health.profile().why()
            + ".",
        visit.link(ProfilesPage.path(health.profile().name())),
        health.profile().tried().stream()
            .map(one -> one.title() + " " + one.reason() + ".")
            .toList(),
        "Coverage "
            + Words.percent(health.coverage(), 0)
            + " of the weight; under 60 % there is no score.",
        "");
  }

  private static Group group(HealthExplanation.Group group, Doors doors) {
    return new Group(
        group.title(),
        signedless(group.contribution()),
        group.measures().stream()
            .map(line ->
                new Line(
                    line.name(),
                    line.title(),
                    line.missing() == null ? line.words() : line.words() + "; " + line.missing(),
                    line.curve(),
                    signedless(line.points()),
                    Words.percent(line.effectiveWeight(), 1),
                    signedless(line.contribution()),
                    signed(line.againstPeers()),
                    tone(line.againstPeers()),
                    doors.measure(line.name())))
            .toList());
  }

  /** Red or green for what would not round to nothing. */
  private static String tone(@Nullable Double points) {
    return points == null || Math.abs(points) < 0.05 ? "" : points < 0 ? "down" : "up";
  }

  private static String signed(@Nullable Double points) {
    return points == null ? "" : Words.signed(points, 1);
  }

  private static String signedless(@Nullable Double points) {
    return points == null ? "" : Words.number(points, 1);
  }
}
