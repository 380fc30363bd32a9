package dev.holdfast.web.pages;

import dev.holdfast.signals.EvidenceRow;
import dev.holdfast.signals.Severity;
import dev.holdfast.signals.Signal;
import dev.holdfast.signals.SignalBoard;
import dev.holdfast.signals.SignalDigest;
import dev.holdfast.signals.SignalExplanation;
import dev.holdfast.signals.SignalLine;
import dev.holdfast.signals.SignalLine.Place;
import dev.holdfast.signals.SignalRule;
import dev.holdfast.signals.SignalRules;
import dev.holdfast.signals.Signals;
import dev.holdfast.signals.Usefulness;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Words;
import dev.holdfast.workspace.SignalMarks;
import dev.holdfast.workspace.SignalMarks.Delivery;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells the board of signals as its page shows it. */
public final class SignalTelling {

  /**
   * What the page shows.
   *
   * @param done what was just done, as a sentence; empty when nothing was
   * @param held what keeps rules from speaking, as sentences
   * @param parts signals under their headings
   * @param editable whether people of this role may answer, and today is shown
   * @param lead whether they may silence a rule for every account
   * @param empty what to say when nothing is shown; null when something is
   */
  public record Model(
      String headline,
      String sentence,
      String done,
      List<String> held,
      List<Narrowed.Option> rules,
      List<Narrowed.Option> severities,
      List<Narrowed.Option> csms,
      boolean narrowed,
      String allLink,
      List<Part> parts,
      boolean editable,
      boolean lead,
      boolean digest,
      @Nullable Empty empty,
      List<Rule> catalogue,
      List<Mute> mutes,
      String scope) {}

  /** What a person narrowed the board to; empty texts mean everything. */
  public record Narrow(String rule, String severity, String csm) {

    boolean any() {
      return !(rule.isEmpty() && severity.isEmpty() && csm.isEmpty());
    }

    boolean holds(SignalLine line) {
      return (rule.isEmpty() || line.signal().rule().equals(rule))
          && (severity.isEmpty() || line.signal().severity().word().equals(severity))
          && (csm.isEmpty() || csm.equals(line.csm()));
    }
  }

  /** Signals under a heading with a word about them. */
  public record Part(String heading, String about, List<Row> rows) {}

  /** One signal. */
  public record Row(
      String name,
      String link,
      String account,
      String rule,
      String episode,
      String title,
      String severity,
      String css,
      String sentence,
      String nextStep,
      String dates,
      String csm,
      String revenue,
      String worth,
      List<EvidenceRow> evidence,
      List<String> evidenceDays,
      String whyLink,
      String judged,
      String muted) {}

  /** What to say when there is nothing to show, and the one next step. */
  public record Empty(String heading, String sentence, String step, String link) {}

  /** One rule with how it has fared. */
  public record Rule(
      String name,
      String title,
      String question,
      String owner,
      String nextStep,
      String severity,
      String terms,
      String raised,
      String useful,
      String interval) {}

  /** A mute in force. */
  public record Mute(
      long id, String rule, String about, String until, String said, boolean everyAccount) {}

  /** What the page of the digest shows. */
  public record Digest(
      String day, String morning, String board, List<Told> raised, List<Told> ended) {}

  /** One signal of a digest. */
  public record Told(
      String severity,
      String css,
      String name,
      String link,
      String title,
      String sentence,
      String nextStep) {}

  /** What the page that explains shows. */
  public record Why(String name, String back, String board, String day, List<Answer> answers) {}

  /** What one rule says. */
  public record Answer(
      String title, String state, String css, String why, List<EvidenceRow> evidence) {}

  private final Visit visit;
  private final SignalBoard board;
  private final SignalRules rules;
  private final Delivery delivery;

  SignalTelling(Visit visit, SignalBoard board, SignalRules rules, Delivery delivery) {
    this.visit = visit;
    this.board = board;
    this.rules = rules;
    this.delivery = delivery;
  }

  Model model(Narrow narrow, String done) {
    List<Part> parts = new ArrayList<>();
    for (Place place : Place.values()) {
      part(parts, heading(place), about(place), lines(narrow, place, false));
      if (place == Place.BELOW_BUDGET) {
        List<SignalLine> waiting = new ArrayList<>(lines(narrow, Place.IN_BUDGET, true));
        waiting.addAll(lines(narrow, Place.BELOW_BUDGET, true));
        part(
            parts,
            "For tomorrow’s digest",
            "Raised today. You chose to hear of a day’s signals together; those of high severity"
                + " never wait.",
            waiting);
      }
    }
    long first = board.at(Place.IN_BUDGET).stream().filter(line -> !waits(line)).count();
    long below = board.at(Place.BELOW_BUDGET).size();
    return new Model(
        board.lines().isEmpty()
            ? "No signals"
            : Words.count(first, "signal deserves", "signals deserve") + " a look this week",
        below == 0 ? "" : Words.count(below, "more waits", "more wait") + " below the budget.",
        done(done),
        board.held().stream().map(why -> "Rules are held back: " + why + ".").toList(),
        options(
            "All signals",
            narrow.rule(),
            rules.all().stream()
                .map(rule ->
                    new Narrowed.Option(
                        rule.name(), rule.words().title(), rule.name().equals(narrow.rule())))
                .toList()),
        options(
            "All severities",
            narrow.severity(),
            Arrays.stream(Severity.values())
                .map(one ->
                    new Narrowed.Option(
                        one.word(), one.title(), one.word().equals(narrow.severity())))
                .toList()
                .reversed()),
        options(
            "All CSMs",
            narrow.csm(),
            board.lines().stream()
                .map(SignalLine::csm)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .map(csm -> new Narrowed.Option(csm, csm, csm.equals(narrow.csm())))
                .toList()),
        narrow.any(),
        visit.link(SignalsPage.PATH),
        List.copyOf(parts),
        visit.asOf().today() && Circle.CUSTOMER_TEAM.holds(visit.person().role()),
        visit.asOf().today() && Circle.DATA_STEWARDS.holds(visit.person().role()),
        delivery == Delivery.DIGEST,
        parts.isEmpty() ? empty(narrow) : null,
        rules.all().stream().map(this::rule).toList(),
        board.mutes().stream().map(this::mute).toList(),
        visit.scope().reason());
  }

  /**
   * The lines at a place; {@code waiting}: those that wait for the digest, or those that do not.
   */
  private List<SignalLine> lines(Narrow narrow, Place place, boolean waiting) {
    return board.at(place).stream()
        .filter(narrow::holds)
        .filter(line -> waits(line) == waiting)
        .toList();
  }

  private boolean waits(SignalLine line) {
    return visit.asOf().today()
        && (line.place() == Place.IN_BUDGET || line.place() == Place.BELOW_BUDGET)
        && board.waits(line, delivery);
  }

  private void part(List<Part> parts, String heading, String about, List<SignalLine> lines) {
    if (!lines.isEmpty()) {
      parts.add(new Part(heading, about, lines.stream().map(this::row).toList()));
    }
  }

  private static List<Narrowed.Option> options(
      String all, String chosen, List<Narrowed.Option> options) {
    return Stream.concat(
            Stream.of(new Narrowed.Option("", all, chosen.isEmpty())), options.stream())
        .toList();
  }

  private Empty empty(Narrow narrow) {
    return narrow.any() && !board.lines().isEmpty()
        ? new Empty(
            "Nothing like that",
            "Other signals are there.",
            "Show all signals",
            visit.link(SignalsPage.PATH))
        : new Empty(
            "Nothing deserves attention",
            "No rule speaks of an account that you see. Most rules compare an account with its own"
                + " past and need 56 days of it; an account’s page of reasons says how far each is.",
            "Go to the accounts",
            visit.link("/accounts"));
  }

  private static String done(String what) {
    return switch (what) {
      case "snoozed" -> "It is put off; it comes back by itself.";
      case "muted" -> "It is muted until somebody ends the mute, below.";
      case "unmuted" -> "The mute is over.";
      case "judged" -> "Thank you: what you said counts in the ranking of its rule.";
      case "delivery" -> "Kept; the board is arranged by it.";
      default -> "";
    };
  }

  private static String heading(Place place) {
    return switch (place) {
      case IN_BUDGET -> "This week";
      case BELOW_BUDGET -> "Below the budget";
      case ANSWERED -> "Answered, still going on";
      case MUTED -> "Put off and muted";
    };
  }

  private String about(Place place) {
    return switch (place) {
      case IN_BUDGET ->
          "The "
              + Words.number(board.budget())
              + " of each CSM that are worth most: severity × how often the rule was of use ×"
              + " yearly revenue.";
      case BELOW_BUDGET -> "They wait; they move up when others end or are answered.";
      case ANSWERED -> "Somebody has said whether they were of use, in an earlier week.";
      case MUTED -> "Nobody is asked to look at these.";
    };
  }

  private Row row(SignalLine line) {
    Signal signal = line.signal();
    SignalMarks.@Nullable Mute mute = line.mute();
    return new Row(
        line.accountName(),
        visit.link(AccountPage.path(signal.accountId())),
        signal.accountId(),
        signal.rule(),
        signal.episode(),
        line.title(),
        signal.severity().title(),
        css(signal.severity()),
        signal.sentence(),
        line.rule() == null ? "" : line.rule().words().nextStep(),
        "Raised "
            + date(signal.confirmed())
            + (signal.firstSeen().equals(signal.confirmed())
                ? ""
                : ", first seen " + date(signal.firstSeen()))
            + ", rule version "
            + signal.ruleVersion(),
        line.csm() == null ? "nobody" : line.csm(),
        signal.currency() == null ? "no revenue" : Words.money(money(signal)) + " a year",
        line.rank() == 0
            ? ""
            : "No. " + line.rank() + " of " + (line.csm() == null ? "these" : line.csm()),
        signal.evidence(),
        signal.evidence().stream().map(row -> date(row.day())).toList(),
        visit.link("/signals/why", "account", signal.accountId(), "rule", signal.rule()),
        line.useful() == null ? "" : line.useful() ? "Useful" : "Not useful",
        mute == null
            ? ""
            : (mute.until() == null
                    ? "Muted"
                    : "Put off until "
                        + date(mute.until().atZone(visit.asOf().zone()).toLocalDate()))
                + " by "
                + mute.author()
                + (mute.reason().isEmpty() ? "" : ": " + mute.reason()));
  }

  private static dev.holdfast.base.Money money(Signal signal) {
    return new dev.holdfast.base.Money(
        signal.arrMinor(), java.util.Currency.getInstance(signal.currency()));
  }

  private static String css(Severity severity) {
    return switch (severity) {
      case HIGH -> "risk";
      case MEDIUM -> "watch";
      case LOW -> "none";
    };
  }

  private String date(LocalDate day) {
    return Words.date(day, visit.asOf().day());
  }

  private Rule rule(SignalRule rule) {
    Usefulness usefulness = board.usefulness().getOrDefault(rule.name(), Usefulness.NONE);
    Double falseAlarms = rule.falseAlarmsPerAccountYear();
    return new Rule(
        rule.name(),
        rule.words().title(),
        rule.words().question(),
        rule.words().owner(),
        rule.words().nextStep(),
        rule.severity().title(),
        "version "
            + rule.version()
            + "; "
            + (rule.timing().baselineDays() == 0
                ? "armed at once"
                : "armed after " + Words.count(rule.timing().baselineDays(), "day", "days"))
            + (falseAlarms == null
                ? ""
                : "; at most " + Words.exact(falseAlarms) + " false alarms an account and year"),
        Words.number(board.raised().getOrDefault(rule.name(), 0L)),
        usefulness.judged() == 0
            ? "not judged"
            : Words.number(usefulness.useful()) + " of " + Words.number(usefulness.judged()),
        usefulness
            .interval()
            .map(interval ->
                Words.interval(Words.percent(interval.low(), 0), Words.percent(interval.high(), 0)))
            .orElse(""));
  }

  private Mute mute(SignalMarks.Mute mute) {
    return new Mute(
        mute.id(),
        rules.find(mute.rule()).map(rule -> rule.words().title()).orElse(mute.rule()),
        mute.accountId() == null ? "every account" : mute.accountId(),
        mute.until() == null
            ? "without end"
            : "until " + date(mute.until().atZone(visit.asOf().zone()).toLocalDate()),
        mute.author() + (mute.reason().isEmpty() ? "" : ": " + mute.reason()),
        mute.accountId() == null);
  }

  static Digest digest(Visit visit, SignalDigest digest) {
    return new Digest(
        Words.fullDate(digest.day()),
        Words.fullDate(digest.day().plusDays(1)),
        visit.link(SignalsPage.PATH),
        digest.raised().stream()
            .map(line ->
                told(visit, line, line.signal().sentence() + ".", "Next: " + line.nextStep()))
            .toList(),
        digest.ended().stream()
            .map(line -> told(visit, line, sentence(String.valueOf(line.signal().endReason())), ""))
            .toList());
  }

  private static Told told(Visit visit, SignalDigest.Line line, String sentence, String next) {
    return new Told(
        line.signal().severity().title(),
        css(line.signal().severity()),
        line.accountName(),
        visit.link(AccountPage.path(line.signal().accountId())),
        line.title() + (line.belowBudget() ? ", below the budget" : ""),
        sentence,
        next);
  }

  /** What each rule, or the one asked for, says of an account. */
  static Why why(Visit visit, Signals signals, String account, String rule, LocalDate day) {
    List<SignalRule> asked =
        rule.isEmpty() ? signals.rules().all() : List.of(signals.rules().get(rule));
    List<SignalExplanation> answers =
        asked.stream().map(one -> signals.explain(account, one.name(), day)).toList();
    return new Why(
        answers.getFirst().accountName(),
        visit.link(AccountPage.path(account)),
        visit.link(SignalsPage.PATH),
        Words.fullDate(day),
        answers.stream()
            .map(answer ->
                new Answer(
                    answer.title(),
                    Sights.title(answer.state()),
                    stateCss(answer.state()),
                    sentence(answer.why()),
                    answer.signal() == null ? List.of() : answer.signal().evidence()))
            .toList());
  }

  private static String stateCss(String state) {
    return switch (state) {
      case "fires", "below_budget" -> "risk";
      case "seen", "held_back" -> "watch";
      default -> "none";
    };
  }

  private static String sentence(String why) {
    return Words.capital(why) + ".";
  }
}
