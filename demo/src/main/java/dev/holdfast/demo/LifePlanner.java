package dev.holdfast.demo;

import dev.holdfast.demo.AccountPlan.AddOn;
import dev.holdfast.demo.AccountPlan.Decision;
import dev.holdfast.demo.AccountPlan.Episode;
import dev.holdfast.demo.AccountPlan.Profile;
import dev.holdfast.demo.AccountPlan.Spell;
import dev.holdfast.demo.AccountPlan.Step;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides an account's contracts: growth, decisions to leave by the true rule, and returns. */
final class LifePlanner {

  private static final double RETURN_CHANCE = 0.14;

  private final DemoSettings settings;
  private final Words words;
  private final int lastDay;

  LifePlanner(DemoSettings settings, Words words) {
    this.settings = settings;
    this.words = words;
    this.lastDay = (int) settings.lastDay().toEpochDay();
  }

  List<Spell> subscriber(Profile profile, List<Episode> episodes) {
    List<Spell> spells = new ArrayList<>();
    int from = profile.signedDay() + profile.trialDays();
    while (from <= lastDay) {
      Dice dice = Dice.of(settings.seed(), profile.number(), Dice.Purpose.LIFE, spells.size());
      boolean yearly = dice.chance(spells.isEmpty() ? profile.tier().yearlyShare : 0.2);
      Spell spell = spell(profile, episodes, from, yearly, dice);
      spells.add(spell);
      boolean returns = dice.chance(RETURN_CHANCE);
      int away = dice.range(45, 190);
      if (spell.endDay() > lastDay || !returns) {
        break;
      }
      from = spell.endDay() + away;
    }
    return spells;
  }

  /** A season of three to six months, not to be renewed. */
  List<Spell> pilot(Profile profile) {
    Dice dice = Dice.of(settings.seed(), profile.number(), Dice.Purpose.LIFE, 0);
    int from = profile.signedDay();
    int end = (int) LocalDate.ofEpochDay(from).plusMonths(dice.range(3, 6)).toEpochDay();
    Step step = new Step(from, seats(profile.tier(), dice), price(profile.tier(), dice));
    return List.of(
        new Spell(from, false, List.of(step), List.of(), null, AccountPlan.NEVER, end, null));
  }

  private Spell spell(
      Profile profile, List<Episode> episodes, int from, boolean yearly, Dice dice) {
    LocalDate start = LocalDate.ofEpochDay(from);
    List<Step> steps = new ArrayList<>();
    List<Decision> decisions = new ArrayList<>();
    Step now = new Step(from, seats(profile.tier(), dice), price(profile.tier(), dice));
    steps.add(now);
    int notice = AccountPlan.NEVER;
    int end = AccountPlan.NEVER;
    String reason = null;
    for (int month = 1; end == AccountPlan.NEVER; month++) {
      int anniversary = (int) start.plusMonths(month).toEpochDay();
      int lead = yearly ? dice.range(20, 58) : dice.range(4, 23);
      boolean renewal = yearly && month % 12 == 0;
      int decisionDay = anniversary - lead;
      if (!yearly || renewal) {
        if (decisionDay > lastDay) {
          break;
        }
        Set<Cause> causes = AccountPlan.causes(profile.lowFit(), episodes, decisionDay);
        double hazard = ChurnModel.hazard(renewal, causes);
        boolean left = dice.chance(hazard);
        decisions.add(new Decision(decisionDay, renewal, hazard, causes, left));
        if (left) {
          notice = decisionDay;
          end = anniversary;
          reason = reason(causes, dice);
          break;
        }
      }
      if (anniversary > lastDay) {
        break;
      }
      Step next = change(profile, episodes, now, anniversary, renewal, dice);
      if (next != null) {
        steps.add(next);
        now = next;
      }
    }
    int noticed = notice;
    steps.removeIf(step -> step.day() > noticed || step.day() > lastDay);
    AddOn addOn = addOn(profile.tier(), from, notice, end, dice);
    return new Spell(
        from, yearly, List.copyOf(steps), List.copyOf(decisions), addOn, notice, end, reason);
  }

  /** What changes with a month of the contract: seats up or down, the price at a renewal. */
  private static @Nullable Step change(
      Profile profile,
      List<Episode> episodes,
      Step now,
      int anniversary,
      boolean renewal,
      Dice dice) {
    int day = renewal ? anniversary : anniversary + dice.below(26);
    boolean falling =
        episodes.stream().anyMatch(e -> e.cause() == Cause.USAGE_FALL && e.on(anniversary));
    double up = 0.030 * (profile.lowFit() ? 0.4 : 1) * (falling ? 0.2 : 1) * (renewal ? 6 : 1);
    double down =
        (0.004 + (falling ? 0.03 : 0) + (profile.lowFit() ? 0.010 : 0)) * (renewal ? 3 : 1);
    double point = dice.uniform();
    double factor = dice.uniform();
    int seats = now.seats();
    if (point < up) {
      seats = Math.max(seats + 1, (int) (seats * (1.08 + 0.3 * factor)));
    } else if (point < up + down) {
      seats = Math.max(2, (int) (seats * (0.9 - 0.3 * factor)));
    }
    long price = renewal ? now.seatPriceMinor() * 104 / 100 : now.seatPriceMinor();
    return renewal || seats != now.seats() ? new Step(day, seats, price) : null;
  }

  private @Nullable AddOn addOn(Tier tier, int from, int notice, int end, Dice dice) {
    boolean wanted = tier != Tier.SMALL && dice.chance(0.32);
    int start = from + dice.range(70, 420);
    long price = (tier == Tier.ENTERPRISE ? 69_000 : 24_000) + 1_000L * dice.below(20);
    int until = dice.chance(0.2) ? start + dice.range(90, 300) : end;
    return wanted && start < Math.min(notice, lastDay)
        ? new AddOn(start, Math.min(until, end), price)
        : null;
  }

  private String reason(Set<Cause> causes, Dice dice) {
    double point = dice.uniform();
    int pick = dice.below(4);
    List<Cause> list = List.copyOf(causes);
    if (list.isEmpty() || point < 0.15) {
      return words.list("reason.none").get(pick);
    }
    List<String> reasons = words.list("reason." + dice.pick(list).word());
    return reasons.get(pick % reasons.size());
  }

  private static int seats(Tier tier, Dice dice) {
    double skewed = StrictMath.pow(dice.uniform(), 1.5);
    return tier.fewestSeats + (int) (skewed * (tier.mostSeats - tier.fewestSeats + 1));
  }

  private static long price(Tier tier, Dice dice) {
    return tier.seatPriceMinor * (100 - 5L * dice.below(4)) / 100;
  }
}
