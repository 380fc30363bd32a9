package dev.holdfast.web.pages;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.reports.Reports;
import dev.holdfast.signals.Signal;
import dev.holdfast.signals.Signals;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Redirect;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.workspace.SignalMarks;
import dev.holdfast.workspace.SignalMarks.Delivery;
import dev.holdfast.workspace.Workspace;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The board of signals: what deserves attention, why, and what people said of it. */
@Controller
public final class SignalsPage {

  static final String PATH = "/signals";

  private static final Set<Integer> SNOOZE_DAYS = Set.of(7, 14, 30, 90);

  private final Signals signals;
  private final Reports reports;
  private final SignalMarks marks;
  private final InstantSource clock;

  SignalsPage(Signals signals, Reports reports, Workspace workspace, InstantSource clock) {
    this.signals = signals;
    this.reports = reports;
    this.marks = workspace.signalMarks();
    this.clock = clock;
  }

  @GetMapping(PATH)
  @OpenTo(Circle.SIGNED_IN)
  Page show(
      Visit visit,
      @RequestParam(defaultValue = "") String rule,
      @RequestParam(defaultValue = "") String severity,
      @RequestParam(defaultValue = "") String csm,
      @RequestParam(defaultValue = "") String done) {
    return Page.of(
        "pages/signals",
        "Signals",
        Section.SIGNALS,
        new SignalTelling(
                visit,
                signals.board(visit.scope(), visit.asOf().day()),
                signals.rules(),
                marks.delivery(visit.person().userId()))
            .model(new SignalTelling.Narrow(rule, severity, csm), done));
  }

  /** What was raised and what ended on the day before, all together. */
  @GetMapping("/signals/digest")
  @OpenTo(Circle.SIGNED_IN)
  Page digest(Visit visit) {
    return Page.of(
        "pages/signals/digest",
        "Digest of signals",
        Section.SIGNALS,
        SignalTelling.digest(visit, signals.digest(visit.scope(), visit.asOf().day())));
  }

  @GetMapping("/signals/why")
  @OpenTo(Circle.SIGNED_IN)
  Page why(
      Visit visit, @RequestParam String account, @RequestParam(defaultValue = "") String rule) {
    inSight(visit, account);
    LocalDate day = visit.asOf().day();
    return Page.of(
        "pages/signals/why",
        "Why a signal, or none",
        Section.SIGNALS,
        SignalTelling.why(visit, signals, account, rule, day));
  }

  @PostMapping("/signals/snooze")
  @OpenTo(Circle.CUSTOMER_TEAM)
  Redirect snooze(
      Visit visit,
      @RequestParam String account,
      @RequestParam String rule,
      @RequestParam(defaultValue = "7") int days,
      @RequestParam(defaultValue = "") String reason) {
    inSight(visit, account);
    signals.rules().get(rule);
    if (!SNOOZE_DAYS.contains(days)) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "A signal can be put off for 7, 14, 30 or 90 days.");
    }
    Instant until = Sights.daysAhead(visit, clock.instant(), days);
    marks.mute(rule, account, until, reason, visit.person().actor());
    return new Redirect(PATH + "?done=snoozed");
  }

  /** Silences a rule: of one account for its team, of every account for those who lead. */
  @PostMapping("/signals/mute")
  @OpenTo(Circle.CUSTOMER_TEAM)
  Redirect mute(
      Visit visit,
      @RequestParam(defaultValue = "") String account,
      @RequestParam String rule,
      @RequestParam(defaultValue = "") String reason) {
    if (account.isEmpty()) {
      requireLead(visit);
    } else {
      inSight(visit, account);
    }
    signals.rules().get(rule);
    if (reason.isBlank()) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "A mute has no end, so it needs a reason: others will ask.");
    }
    marks.mute(rule, account.isEmpty() ? null : account, null, reason, visit.person().actor());
    return new Redirect(PATH + "?done=muted");
  }

  @PostMapping("/signals/unmute")
  @OpenTo(Circle.CUSTOMER_TEAM)
  Redirect unmute(Visit visit, @RequestParam long id) {
    SignalMarks.Mute mute =
        marks
            .find(id)
            .orElseThrow(() ->
                new HoldfastException(ErrorCode.NOT_FOUND, "There is no mute number " + id + "."));
    String account = mute.accountId();
    if (account == null) {
      requireLead(visit);
    } else {
      inSight(visit, account);
    }
    marks.unmute(id, visit.person().actor());
    return new Redirect(PATH + "?done=unmuted");
  }

  @PostMapping("/signals/judge")
  @OpenTo(Circle.CUSTOMER_TEAM)
  Redirect judge(
      Visit visit,
      @RequestParam String account,
      @RequestParam String rule,
      @RequestParam String episode,
      @RequestParam boolean useful) {
    inSight(visit, account);
    Signal signal =
        signals.of(account, visit.asOf().day()).stream()
            .filter(one -> one.rule().equals(rule) && one.episode().equals(episode))
            .findFirst()
            .orElseThrow(() ->
                new HoldfastException(
                    ErrorCode.NOT_FOUND, "There is no such signal of " + account + "."));
    marks.judge(signal.rule(), account, signal.episode(), useful, visit.person().actor());
    return new Redirect(PATH + "?done=judged");
  }

  @PostMapping("/signals/delivery")
  @OpenTo(Circle.SIGNED_IN)
  Redirect deliver(Visit visit, @RequestParam Delivery how) {
    marks.deliver(visit.person().userId(), how);
    return new Redirect(PATH + "?done=delivery");
  }

  private static void requireLead(Visit visit) {
    if (!Circle.DATA_STEWARDS.holds(visit.person().role())) {
      throw new HoldfastException(
          ErrorCode.FORBIDDEN, "Only an admin or a leader can silence a rule for every account.");
    }
  }

  private void inSight(Visit visit, String accountId) {
    reports.requireInSight(Sights.viewpoint(visit, clock.instant()).on(null), accountId);
  }
}
