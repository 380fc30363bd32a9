package dev.holdfast.demo;

import dev.holdfast.demo.AccountPlan.Contact;
import dev.holdfast.demo.AccountPlan.Episode;
import dev.holdfast.demo.AccountPlan.Kind;
import dev.holdfast.demo.AccountPlan.Profile;
import dev.holdfast.demo.AccountPlan.Spell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decides the life of each account; an account's life depends on the settings and its number. */
final class Planner {

  /** Accounts that signed up before the first day sign up within these days before it. */
  private static final int EARLIER_DAYS = 1_095;

  /** Share of accounts that sign up per month of the history. */
  private static final double SIGN_UPS_PER_MONTH = 0.0235;

  private static final double MOST_IN_HISTORY = 0.6;

  private static final int TRIAL_DAYS = 21;

  private static final List<Cause> PASSING_CAUSES =
      List.of(Cause.USAGE_FALL, Cause.CHAMPION_GONE, Cause.SLOW_SUPPORT);

  private final DemoSettings settings;
  private final Words words;
  private final int csms;
  private final int firstDay;
  private final int lastDay;
  private final LifePlanner lives;
  private final PeoplePlanner people;

  Planner(DemoSettings settings, Words words, DemoTeam team) {
    this.settings = settings;
    this.words = words;
    this.csms = team.csms().size();
    this.firstDay = (int) settings.firstDay().toEpochDay();
    this.lastDay = (int) settings.lastDay().toEpochDay();
    this.lives = new LifePlanner(settings, words);
    this.people = new PeoplePlanner(settings, words);
  }

  AccountPlan plan(int number) {
    Profile profile = profile(number);
    Dice dice = Dice.of(settings.seed(), number, Dice.Purpose.LIFE, -1);
    Kind kind = kind(profile, dice);
    List<Episode> episodes = episodes(profile);
    List<Spell> spells =
        switch (kind) {
          case SUBSCRIBER -> lives.subscriber(profile, episodes);
          case PILOT -> lives.pilot(profile);
          case TRIAL -> List.of();
        };
    int lastContact = spells.isEmpty() ? profile.signedDay() + 30 : spells.getLast().endDay();
    episodes.removeIf(episode -> episode.from() >= lastContact);
    List<Contact> contacts = people.people(profile, kind, episodes, spells);
    return new AccountPlan(profile, kind, List.copyOf(episodes), List.copyOf(spells), contacts);
  }

  private Kind kind(Profile profile, Dice dice) {
    double point = dice.uniform();
    if (profile.trialDays() > 0 && profile.signedDay() + profile.trialDays() > lastDay) {
      return Kind.TRIAL;
    } else if (profile.trialDays() > 0 && point < 0.16) {
      return Kind.TRIAL;
    }
    return profile.tier() != Tier.SMALL && point < 0.06 ? Kind.PILOT : Kind.SUBSCRIBER;
  }

  private Profile profile(int number) {
    Dice dice = Dice.of(settings.seed(), number, Dice.Purpose.PROFILE, 0);
    int signed = signedDay((number - 1 + dice.uniform()) / settings.accounts());
    Tier tier = Tier.at(dice.uniform());
    Country country = Country.at(dice.uniform());
    String industry = dice.pick(INDUSTRIES);
    boolean lowFit = dice.chance(ChurnModel.LOW_FIT_SHARE);
    String name = companyName(number, industry);
    int onboarding = (int) dice.logNormal(tier == Tier.SMALL ? 32 : 52, 0.25);
    int trial = dice.chance(tier == Tier.SMALL ? 0.85 : 0.25) ? TRIAL_DAYS : 0;
    return new Profile(
        number,
        "acc-" + String.format(Locale.ROOT, "%04d", number),
        name,
        name.toLowerCase(Locale.ROOT).replace(' ', '-') + ".example",
        parent(number, tier, dice),
        tier,
        industry,
        country,
        dice.pick(country.zones),
        dice.below(csms),
        dice.pick(words.list("erp")),
        lowFit,
        tier != Tier.SMALL && dice.chance(0.3),
        signed,
        signed + trial + (int) (onboarding * (lowFit ? 1.5 : 1)),
        dice.between(0.5, 0.95) * (lowFit ? 0.8 : 1),
        dice.logNormal(1, 0.22) * (lowFit ? 0.62 : 1),
        trial);
  }

  static final List<String> INDUSTRIES =
      List.of(
          "Food and beverage",
          "Manufacturing",
          "Retail",
          "Wholesale",
          "Healthcare",
          "Logistics",
          "Automotive",
          "Construction");

  /** Stems are dealt one after the other, so that names differ. */
  private String companyName(int number, String industry) {
    List<String> heads = words.list("stem.head");
    List<String> tails = words.list("stem.tail");
    List<String> kinds = words.list("company." + industry);
    int stems = heads.size() * tails.size();
    int index = Math.floorMod(number * 1_777L + settings.seed() * 977L, stems);
    String head = heads.get(index % heads.size());
    String tail = tails.get((index / heads.size() + index) % tails.size());
    int round = (number - 1) / stems;
    String kind = kinds.get(Math.floorMod(index + round, kinds.size()));
    int repeat = round / kinds.size();
    return head + tail + " " + kind + (repeat == 0 ? "" : " " + (repeat + 1));
  }

  /** A few mid-sized accounts belong to a large one that came before them. */
  private @Nullable String parent(int number, Tier tier, Dice dice) {
    if (tier != Tier.MID_MARKET || number < 2 || !dice.chance(0.12)) {
      return null;
    }
    for (int i = 0; i < 12; i++) {
      int candidate = 1 + dice.below(number - 1);
      Dice other = Dice.of(settings.seed(), candidate, Dice.Purpose.PROFILE, 0);
      other.uniform();
      if (Tier.at(other.uniform()) == Tier.ENTERPRISE) {
        return "acc-" + String.format(Locale.ROOT, "%04d", candidate);
      }
    }
    return null;
  }

  /** The day at a point of the company's list of sign-ups; the list grows denser with time. */
  private int signedDay(double point) {
    double inHistory = Math.min(MOST_IN_HISTORY, SIGN_UPS_PER_MONTH * settings.months());
    double earlier = 1 - inHistory;
    if (point < earlier) {
      return firstDay - 1 - (int) (EARLIER_DAYS * StrictMath.pow(1 - point / earlier, 1.25));
    }
    double within = (point - earlier) / inHistory;
    return firstDay + (int) ((lastDay - firstDay - 1) * StrictMath.pow(within, 0.92));
  }

  /** When which cause begins and ends, whether or not the account leaves. */
  private List<Episode> episodes(Profile profile) {
    List<Episode> episodes = new ArrayList<>();
    for (int i = 0; i < PASSING_CAUSES.size(); i++) {
      Cause cause = PASSING_CAUSES.get(i);
      Dice dice = Dice.of(settings.seed(), profile.number(), Dice.Purpose.CAUSES, i);
      int day = profile.signedDay() + 45;
      while (true) {
        day += (int) dice.exponential(30.44 / cause.onsetPerMonth());
        int until = day + dice.range(75, 185);
        boolean silent = cause == Cause.USAGE_FALL && dice.chance(0.22);
        if (day > lastDay) {
          break;
        }
        episodes.add(new Episode(cause, day, until, silent));
        day = until + 30;
      }
    }
    episodes.sort(Comparator.comparingInt(Episode::from).thenComparing(Episode::cause));
    return episodes;
  }
}
