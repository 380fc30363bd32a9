package dev.holdfast.web.pages;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.health.ChurnRiskRuns;
import dev.holdfast.health.ChurnRisks;
import dev.holdfast.health.Health;
import dev.holdfast.health.HealthExplanation;
import dev.holdfast.health.HealthRollUp;
import dev.holdfast.reports.AccountHead;
import dev.holdfast.reports.Reports;
import dev.holdfast.reports.Viewpoint;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Redirect;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Band;
import dev.holdfast.web.parts.Words;
import dev.holdfast.workspace.HealthJudgements;
import dev.holdfast.workspace.HealthJudgements.Layer;
import dev.holdfast.workspace.Workspace;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Why one account's health is what it is, what changed, and what people say of it. */
@Controller
public final class WhyPage {

  /** A judgement holds for no longer than that. */
  private static final int MOST_DAYS = 365;

  /** What the explanation shows. */
  public record Model(
      String name,
      String back,
      Band band,
      String score,
      String sentence,
      List<HealthExplanation.Answer> answers,
      List<Change> changes,
      String since,
      RiskTelling.@Nullable Card risk,
      @Nullable Under under,
      List<Word> words,
      List<Form> forms,
      List<Group> groups,
      String profile,
      String profileLink,
      List<String> tried,
      String coverage,
      String empty) {

    /** Of an account without any recorded health. */
    static Model empty(String name, String back, String why) {
      return new Model(
          name,
          back,
          Band.UNKNOWN,
          "",
          "",
          List.of(),
          List.of(),
          "",
          null,
          null,
          List.of(),
          List.of(),
          List.of(),
          "",
          "",
          List.of(),
          "",
          why);
    }
  }

  /**
   * What somebody said of the account's health.
   *
   * @param state until when it holds, or since when it does no more
   * @param end where it can be ended; empty when it is over or the viewer may not
   */
  public record Word(
      String layer,
      String value,
      String reason,
      String author,
      String state,
      boolean over,
      String end) {}

  /**
   * A form to say something of the account's health.
   *
   * @param days how long it holds unless said otherwise
   */
  public record Form(
      String layer, String title, String hint, String action, List<Choice> values, int days) {}

  /**
   * The health as told by the accounts under it.
   *
   * @param score empty when it is not known
   */
  public record Under(Band band, String score, String sentence, List<Child> children) {}

  /**
   * An account under it.
   *
   * @param link empty when it is out of sight
   */
  public record Child(
      String name, String link, Band band, String score, String weight, String adds) {}

  /** A value that can be said. */
  public record Choice(String value, String title) {}

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
  private final Health health;
  private final ChurnRisks risks;
  private final ChurnRiskRuns runs;
  private final Workspace workspace;
  private final InstantSource clock;

  WhyPage(
      Reports reports,
      Health health,
      ChurnRisks risks,
      ChurnRiskRuns runs,
      Workspace workspace,
      InstantSource clock) {
    this.reports = reports;
    this.health = health;
    this.risks = risks;
    this.runs = runs;
    this.workspace = workspace;
    this.clock = clock;
  }

  private static String path(String accountId) {
    return AccountPage.path(accountId) + "/health";
  }

  @GetMapping("/accounts/{accountId}/health")
  @OpenTo(Circle.SIGNED_IN)
  Page show(
      Visit visit, @PathVariable String accountId, @RequestParam(defaultValue = "") String since) {
    Viewpoint view = Sights.viewpoint(visit, clock.instant());
    AccountHead head = reports.account(view, accountId);
    Optional<HealthExplanation> explained = reports.health(view, accountId);
    List<HealthJudgements.Said> said = reports.judgements(view, accountId);
    String back = visit.link(AccountPage.path(accountId));
    String name = head.line().account().name();
    return Page.of(
        "pages/health/why",
        "Why, " + name,
        Section.HEALTH,
        explained
            .map(explanation ->
                model(
                    visit,
                    head,
                    explanation,
                    back,
                    since,
                    changes(view, accountId, explanation, since),
                    risk(visit, view, explanation, said),
                    under(visit, view, explanation),
                    said))
            .orElseGet(() ->
                Model.empty(
                    name,
                    back,
                    "No health is recorded for this account"
                        + (visit.asOf().today() ? " yet." : " by that day."))));
  }

  /** The risk of a loss, by what was known then; today's is learned when nobody has looked yet. */
  private RiskTelling.Card risk(
      Visit visit, Viewpoint view, HealthExplanation explained, List<HealthJudgements.Said> said) {
    if (visit.asOf().today()) {
      runs.ensure();
    }
    return RiskTelling.card(
        visit,
        risks.of(explained.accountId(), explained.day(), view.knowledge()),
        runs.running(),
        said.stream()
            .filter(one -> one.layer() == Layer.CALL && one.inForce(view.until()))
            .findFirst());
  }

  /** Null when its profile tells it by its own score. */
  private @Nullable Under under(Visit visit, Viewpoint view, HealthExplanation explained) {
    return health
        .rollUp(explained.accountId(), explained.day(), view.knowledge())
        .map(rolled -> under(visit, rolled, reports.names(view)))
        .orElse(null);
  }

  private static Under under(Visit visit, HealthRollUp rolled, Map<String, String> names) {
    return new Under(
        Sights.band(rolled.band()),
        rolled.score() == null ? "" : Words.number(rolled.score(), 1),
        rolled.sentence(),
        rolled.parts().stream().map(part -> child(visit, names, part)).toList());
  }

  private static Child child(Visit visit, Map<String, String> names, HealthRollUp.Part part) {
    String name = names.get(part.accountId());
    return new Child(
        name == null ? "An account that you do not see" : name,
        name == null ? "" : visit.link(path(part.accountId())),
        Sights.band(part.band()),
        Words.number(part.score(), 1),
        Words.percent(part.weight(), 1),
        Words.number(part.contribution(), 1));
  }

  /** Since the day asked for, or since the usual ones. */
  private List<HealthExplanation.Change> changes(
      Viewpoint view, String accountId, HealthExplanation health, String since) {
    return since.isBlank()
        ? health.changes()
        : reports.healthSince(view, accountId, day(since)).stream().toList();
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeParseException e) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "'" + text + "' is no day; write it as 2026-03-31.", e);
    }
  }

  @PostMapping("/accounts/{accountId}/health/{layer}")
  @OpenTo(Circle.CUSTOMER_TEAM)
  Redirect say(
      Visit visit,
      @PathVariable String accountId,
      @PathVariable String layer,
      @RequestParam(defaultValue = "") String value,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "0") int days) {
    inSight(visit, accountId);
    if (days < 1 || days > MOST_DAYS) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "It can hold for 1 to " + MOST_DAYS + " days.");
    }
    workspace
        .healthJudgements()
        .set(
            layer(layer),
            accountId,
            value,
            reason,
            Sights.daysAhead(visit, clock.instant(), days),
            visit.person().actor());
    return new Redirect(path(accountId));
  }

  @PostMapping("/accounts/{accountId}/health/{layer}/end")
  @OpenTo(Circle.CUSTOMER_TEAM)
  Redirect end(Visit visit, @PathVariable String accountId, @PathVariable String layer) {
    inSight(visit, accountId);
    workspace.healthJudgements().end(layer(layer), accountId, visit.person().actor());
    return new Redirect(path(accountId));
  }

  private static Layer layer(String word) {
    for (Layer layer : Layer.values()) {
      if (layer.word().equals(word)) {
        return layer;
      }
    }
    throw new HoldfastException(ErrorCode.NOT_FOUND, "Nothing of health is called '" + word + "'.");
  }

  private void inSight(Visit visit, String accountId) {
    reports.requireInSight(Sights.viewpoint(visit, clock.instant()).on(null), accountId);
  }

  private Model model(
      Visit visit,
      AccountHead head,
      HealthExplanation health,
      String back,
      String since,
      List<HealthExplanation.Change> changes,
      RiskTelling.Card risk,
      @Nullable Under under,
      List<HealthJudgements.Said> said) {
    Double score = health.score();
    String accountId = head.line().accountId();
    boolean mayWrite = visit.asOf().today() && Circle.CUSTOMER_TEAM.holds(visit.person().role());
    Doors doors = new Doors(visit, accountId);
    return new Model(
        head.line().account().name(),
        back,
        Sights.band(health.band()),
        score == null ? "" : Words.number(score, 1),
        lead(health),
        health.answers(),
        changes.stream()
            .map(change ->
                new Change(
                    Words.count(change.days(), "day", "days")
                        + ", since "
                        + Words.date(change.since(), visit.asOf().day()),
                    signed(change.by()),
                    change.by() == null ? "" : change.by() < 0 ? "down" : "up",
                    change.sentence()))
            .toList(),
        since,
        risk,
        under,
        said.stream().map(one -> word(visit, one, mayWrite)).toList(),
        mayWrite ? forms(accountId) : List.of(),
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

  private static String lead(HealthExplanation health) {
    Double mean = health.peersMean();
    if (health.whyUnknown() != null) {
      return "Unknown: " + health.whyUnknown() + ".";
    }
    return mean == null
        ? ""
        : "Its "
            + Words.count(health.peers(), "peer has", "peers have")
            + " "
            + Words.number(mean, 1)
            + " on average. On "
            + Words.fullDate(health.day())
            + ".";
  }

  private Word word(Visit visit, HealthJudgements.Said said, boolean mayWrite) {
    boolean over = !said.inForce(clock.instant());
    Instant end = said.endedAt() == null ? said.expiresAt() : said.endedAt();
    LocalDate day = end.atZone(visit.asOf().zone()).toLocalDate();
    return new Word(
        Sights.title(said.layer().word()),
        Sights.title(said.value()),
        said.reason(),
        said.author(),
        (over ? "ended on " : "until ") + Words.date(day, visit.asOf().day()),
        over,
        over || !mayWrite ? "" : path(said.accountId()) + "/" + said.layer().word() + "/end");
  }

  private static List<Form> forms(String accountId) {
    return List.of(
        form(
            Layer.PULSE,
            accountId,
            "Your pulse",
            "Your own impression, whatever the score says. It is scored against what happens.",
            90),
        form(
            Layer.CALL,
            accountId,
            "Your renewal call",
            "What you expect of the next renewal. It stands beside the risk and is scored as it is.",
            90),
        form(
            Layer.OVERRIDE,
            accountId,
            "Override the band",
            "When you know better than the score. The computed score stays beside it.",
            30));
  }

  private static Form form(Layer layer, String accountId, String title, String hint, int days) {
    return new Form(
        layer.word(),
        title,
        hint,
        path(accountId) + "/" + layer.word(),
        layer.sayings().stream().map(value -> new Choice(value, Sights.title(value))).toList(),
        days);
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
