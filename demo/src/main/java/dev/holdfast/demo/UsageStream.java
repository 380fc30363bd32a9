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
  static final double EVENTS_A_SESSION = 2.3;

  private static final String NEW_EVENT = "arrival_shared";

  private static final String[] NAMES = {
    "shipment_tracked",
    VALUE_EVENT,
    "rates_compared",
    "report_viewed",
    "carrier_booked",
    "export_run",
    NEW_EVENT
  };

  /** Where each name ends in the unit interval. */
  private static final double[] UP_TO = {0.34, 0.58, 0.72, 0.83, 0.91, 0.95, 1.0};

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
      long seconds = 2 + (long) (pace * (0.3 + 1.4 * dice.uniform()));
      at += seconds;
      String name = name(plan.profile(), day, dice);
      Map<String, String> properties =
          name.equals("export_run") ? EXPORTS.get(dice.below(3)) : Map.of();
      emit(plan, contact, session, i, at, name, seconds, properties);
    }
  }

  /** Before an account is live its people look around; what is new is used from its launch on. */
  private String name(Profile profile, int day, Dice dice) {
    double point = dice.uniform();
    int index = 0;
    while (point >= UP_TO[index]) {
      index++;
    }
    String name = NAMES[index];
    if (name.equals(NEW_EVENT) && !calendar.isLaunched(day)) {
      return "shipment_tracked";
    }
    boolean value = name.equals(VALUE_EVENT) || name.equals("carrier_booked");
    if (value && (day < firstShipmentDay(profile) || (profile.lowFit() && point > 0.45))) {
      return "report_viewed";
    }
    return name;
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
