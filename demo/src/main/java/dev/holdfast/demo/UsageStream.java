package dev.holdfast.demo;

import dev.holdfast.demo.AccountPlan.Contact;
import dev.holdfast.demo.AccountPlan.Profile;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what people and machines did in the product on a day. */
final class UsageStream {

  /** The event that stands for value received. */
  static final String VALUE_EVENT = "shipment_created";

  static final String SOURCE = "product";

  /** Largest chance of a person to be active on a day. */
  static final double MOST_ACTIVE = 0.96;

  /** Sessions of a person on an active day: one, often a second. */
  static final double SESSIONS_A_DAY = 1.22;

  /** Events of a session besides signing in, when nothing is scaled. */
  static final double EVENTS_A_SESSION = 1.6;

  /**
   * Something people do.
   *
   * @param upTo where it ends in the unit interval
   * @param length how long it takes relative to others
   */
  private record Action(String name, double upTo, double length) {}

  private static final Action LOOK = new Action("shipment_tracked", 0.34, 0.6);
  private static final Action REPORT = new Action("report_viewed", 0.83, 1.6);
  private static final Action SHARE = new Action("arrival_shared", 1.0, 0.5);

  private static final List<Action> ACTIONS =
      List.of(
          LOOK,
          new Action(VALUE_EVENT, 0.58, 1.5),
          new Action("rates_compared", 0.72, 1.1),
          REPORT,
          new Action("carrier_booked", 0.91, 0.9),
          new Action("export_run", 0.95, 0.4),
          SHARE);

  private static final List<Map<String, String>> EXPORTS =
      List.of(Map.of("format", "csv"), Map.of("format", "xlsx"), Map.of("format", "pdf"));

  private final DemoSettings settings;
  private final CompanyCalendar calendar;
  private final Rhythm rhythm;
  private final UsageScale scale;
  private final Outbox outbox;

  UsageStream(Company company, Rhythm rhythm, UsageScale scale, Outbox outbox) {
    this.settings = company.settings();
    this.calendar = company.calendar();
    this.rhythm = rhythm;
    this.scale = scale;
    this.outbox = outbox;
  }

  void tell(AccountPlan plan, int day) {
    double factor = rhythm.factor(plan, day);
    if (factor == 0) {
      return;
    }
    Profile profile = plan.profile();
    Dice dice = Dice.of(settings.seed(), profile.number(), Dice.Purpose.USAGE, day);
    double mood = scale.activity() * factor * (0.85 + 0.3 * dice.uniform());
    long midnight = day * 86_400L - plan.offset(day).getTotalSeconds();
    String prefix = Integer.toString(profile.number(), 36) + "-" + Integer.toString(day, 36) + "-";
    int sessions = 0;
    for (Contact contact : plan.people()) {
      if (!contact.present(day)
          || !dice.chance(Math.min(MOST_ACTIVE, contact.activeShare() * mood))) {
        continue;
      }
      int count = dice.chance(SESSIONS_A_DAY - 1) ? 2 : 1;
      for (int i = 0; i < count; i++) {
        String session = prefix + Integer.toString(sessions++, 36);
        session(plan, day, contact, session, midnight, dice);
      }
    }
    if (profile.connected() && day >= profile.goLiveDay()) {
      machine(plan, factor, prefix, midnight, dice);
    }
  }

  private void session(
      AccountPlan plan, int day, Contact contact, String session, long midnight, Dice dice) {
    long at = midnight + Math.clamp((long) (45_000 + 8_600 * dice.normal()), 19_000, 79_000);
    emit(plan, contact, session, 0, at, "sign_in", null, Map.of());
    int events = dice.poisson(scale.eventsASession());
    int pace = Math.max(1, Math.min(150, 14_400 / (events + 1)));
    for (int i = 1; i <= events; i++) {
      Action action = action(plan.profile(), day, dice);
      long seconds = 2 + (long) (pace * action.length * (0.3 + 1.4 * dice.uniform()));
      at += seconds;
      Map<String, String> properties =
          action.name.equals("export_run") ? EXPORTS.get(dice.below(3)) : Map.of();
      emit(plan, contact, session, i, at, action.name, seconds, properties);
    }
  }

  /** Before an account is live its people look around; what is new is used from its launch on. */
  private Action action(Profile profile, int day, Dice dice) {
    double point = dice.uniform();
    int index = 0;
    while (point >= ACTIONS.get(index).upTo) {
      index++;
    }
    Action action = ACTIONS.get(index);
    if (action.equals(SHARE) && !calendar.isLaunched(day)) {
      return LOOK;
    }
    boolean real = action.name.equals(VALUE_EVENT) || action.name.equals("carrier_booked");
    return real && (day < firstShipmentDay(profile) || (profile.lowFit() && point > 0.45))
        ? REPORT
        : action;
  }

  /** When the account first plans a real shipment. */
  static int firstShipmentDay(Profile profile) {
    return profile.signedDay() + (profile.goLiveDay() - profile.signedDay()) / 2;
  }

  private void emit(
      AccountPlan plan,
      Contact contact,
      String session,
      int number,
      long at,
      String name,
      @Nullable Long seconds,
      Map<String, String> properties) {
    outbox.usage(
        new Facts.UsageEvent(
            new Origin(SOURCE, session + "-" + number, Instant.ofEpochSecond(at)),
            plan.profile().id(),
            contact.id(),
            name,
            1,
            session,
            seconds,
            properties));
  }

  /** The account's own systems: a few loads a day that no person stands behind. */
  private void machine(AccountPlan plan, double factor, String prefix, long midnight, Dice dice) {
    for (int i = 0; i < 3; i++) {
      int orders = dice.poisson(40 * factor);
      if (orders > 0) {
        outbox.usage(
            new Facts.UsageEvent(
                new Origin(
                    SOURCE,
                    prefix + "m" + i,
                    Instant.ofEpochSecond(midnight + (i * 6L + 5) * 3_600 + dice.below(600))),
                plan.profile().id(),
                null,
                "orders_synced",
                orders,
                null,
                null,
                Map.of("via", "api")));
      }
    }
  }
}
