package dev.holdfast.health;

import static dev.holdfast.health.HealthWorld.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Facts.Instrument;
import dev.holdfast.facts.Facts.Lifecycle;
import dev.holdfast.facts.Facts.OutcomeDirection;
import dev.holdfast.facts.Facts.OutcomeKind;
import dev.holdfast.facts.Facts.PersonRole;
import dev.holdfast.facts.Facts.PersonStatus;
import dev.holdfast.facts.Facts.TicketStatus;
import dev.holdfast.facts.Facts.TouchDirection;
import dev.holdfast.facts.Origin;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthInputQueriesTests {

  private static final LocalDate START = TODAY.minusDays(400);

  private final HealthWorld world = new HealthWorld();

  @AfterEach
  void close() {
    world.close();
  }

  private record Use(LocalDate day, String person, String name) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void peopleAndEventsOfEveryWindowAreThoseCountedByHand(long seed) {
    Random random = new Random(seed);
    world.tell(world.account("a", START, Lifecycle.ACTIVE));
    List<Use> uses = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      uses.add(
          new Use(
              TODAY.minusDays(random.nextInt(160)),
              "p" + random.nextInt(6),
              "n" + random.nextInt(4)));
    }
    world.tell(
        uses.stream()
            .map(use -> world.use("a", use.day(), use.person(), use.name()))
            .toArray(Fact[]::new));
    List<LocalDate> days = TODAY.minusDays(90).datesUntil(TODAY.plusDays(1)).toList();
    List<AccountDay> inputs = world.inputs(days, AccountRange.all());
    assertThat(inputs).hasSize(91);
    for (AccountDay input : inputs) {
      LocalDate from = input.day().minusDays(27);
      List<Use> last = between(uses, from, input.day());
      List<Use> before = between(uses, from.minusDays(28), from.minusDays(1));
      Set<String> people = new HashSet<>();
      Set<String> names = new HashSet<>();
      Set<String> personDays = new HashSet<>();
      for (Use use : last) {
        people.add(use.person());
        names.add(use.name());
        personDays.add(use.person() + use.day());
      }
      assertThat(input.usage())
          .as("seed %d, %s", seed, input.day())
          .returns((long) people.size(), AccountDay.Usage::people)
          .returns((long) names.size(), AccountDay.Usage::names)
          .returns((long) personDays.size(), AccountDay.Usage::personDays)
          .returns((long) last.size(), AccountDay.Usage::events)
          .returns((long) before.size(), AccountDay.Usage::eventsBefore);
    }
  }

  private static List<Use> between(List<Use> uses, LocalDate from, LocalDate to) {
    return uses.stream()
        .filter(use -> !use.day().isBefore(from) && !use.day().isAfter(to))
        .toList();
  }

  @Test
  void oneDayAndManyDaysAndOneAccountAndAllGiveTheSame() {
    Random random = new Random(7);
    for (String account : List.of("a", "b", "c")) {
      tellALittleOfEverything(account, random);
    }
    List<LocalDate> days = TODAY.minusDays(12).datesUntil(TODAY.plusDays(1)).toList();
    List<AccountDay> together = world.inputs(days, AccountRange.all());
    List<AccountDay> apart = new ArrayList<>();
    for (String account : List.of("a", "b", "c")) {
      for (LocalDate day : days) {
        apart.addAll(world.inputs(List.of(day), AccountRange.of(account)));
      }
    }
    assertThat(together).hasSize(39).isEqualTo(apart);
  }

  private void tellALittleOfEverything(String account, Random random) {
    world.tell(world.account(account, START, Lifecycle.ACTIVE));
    world.tell(
        world.subscription(
            account, account + "s", START, START, 10, 5_000, TODAY.plusDays(20), null),
        world.seats(account, account + "s", TODAY.minusDays(30), START, 12, 6_000));
    for (int i = 0; i < 60; i++) {
      LocalDate day = TODAY.minusDays(random.nextInt(200));
      String id = account + random.nextInt(5);
      int hour = random.nextInt(20);
      world.tell(
          switch (random.nextInt(10)) {
            case 0 -> world.ticket(account, id, day, hour, TicketStatus.OPEN);
            case 1 -> world.ticket(account, id, day, hour, TicketStatus.SOLVED);
            case 2 -> world.ticket(account, id, day, hour, null);
            case 3 -> world.nps(account, day, random.nextInt(11), id);
            case 4 -> world.csat(account, day, 1 + random.nextInt(5));
            case 5 -> world.person(account, id, day, PersonRole.SPONSOR, PersonStatus.ACTIVE);
            case 6 -> world.left(account, id, day);
            case 7 -> world.touch(account, day, "call", TouchDirection.PROACTIVE);
            case 8 -> world.outcome(account, day, OutcomeKind.REVENUE, OutcomeDirection.UP);
            default -> world.use(account, day, id, "n" + random.nextInt(3));
          });
    }
    world.tell(world.milestone(account, TODAY.minusDays(random.nextInt(100)), "m" + account));
  }

  @Test
  void neverUsedIsNotTheSameAsNoLongerUsed() {
    world.tell(
        world.account("a", START, Lifecycle.ACTIVE),
        world.account("b", START, Lifecycle.ACTIVE),
        world.use("b", TODAY.minusDays(100), "p", "n"));
    AccountDay never = world.inputs("a", TODAY);
    AccountDay stopped = world.inputs("b", TODAY);
    assertThat(HealthInput.ACTIVE_DAYS_PER_PERSON.read(never))
        .isEqualTo(new InputReading.Absent("this account has never sent usage"));
    assertThat(HealthInput.ACTIVE_DAYS_PER_PERSON.read(stopped))
        .isEqualTo(new InputReading.Known(0));
    assertThat(HealthInput.USAGE_CHANGE_28.read(stopped)).isEqualTo(new InputReading.Known(-1));
    assertThat(HealthInput.ACTIVE_DAYS_PER_PERSON.read(world.inputs("b", TODAY.minusDays(101))))
        .isInstanceOf(InputReading.Absent.class);
  }

  @Test
  void usageWithoutPeopleSaysSoInsteadOfCountingNobody() {
    world.tell(
        world.account("a", START, Lifecycle.ACTIVE),
        world.seats("a", "s", START, START, 10, 1000),
        world.use("a", TODAY, null, "sync"));
    assertThat(HealthInput.REACH.read(world.inputs("a", TODAY)))
        .isEqualTo(new InputReading.Absent("its usage does not say which people"));
  }

  @Test
  void aTicketWaitsFromItsOpeningToItsSolvingAndAgainWhenItComesBack() {
    world.tell(
        world.account("a", START, Lifecycle.ACTIVE),
        world.ticket("a", "t", TODAY.minusDays(20), 8, TicketStatus.OPEN),
        world.ticket("a", "t", TODAY.minusDays(18), 8, TicketStatus.PENDING_CUSTOMER),
        world.ticket("a", "t", TODAY.minusDays(15), 14, TicketStatus.SOLVED),
        world.ticket("a", "t", TODAY.minusDays(14), 8, TicketStatus.CLOSED),
        world.ticket("a", "t", TODAY.minusDays(10), 8, TicketStatus.OPEN),
        world.ticket("a", "t", TODAY.minusDays(5), 8, TicketStatus.SOLVED));
    assertThat(world.inputs("a", TODAY.minusDays(21)).support())
        .isEqualTo(new AccountDay.Support(false, 0, 0, 0, 0, null));
    assertThat(world.inputs("a", TODAY.minusDays(16)).support())
        .isEqualTo(new AccountDay.Support(true, 1, 4, 0, 0, null));
    assertThat(world.inputs("a", TODAY.minusDays(12)).support())
        .isEqualTo(new AccountDay.Support(true, 0, 0, 1, 0, 126.0));
    assertThat(world.inputs("a", TODAY.minusDays(8)).support())
        .isEqualTo(new AccountDay.Support(true, 1, 12, 1, 1, null));
    assertThat(world.inputs("a", TODAY).support())
        .isEqualTo(new AccountDay.Support(true, 0, 0, 2, 1, 360.0));
  }

  @Test
  void anAccountWithoutTicketsHasNoneOpenIfOthersHaveSome() {
    world.tell(
        world.account("a", START, Lifecycle.ACTIVE),
        world.account("b", START, Lifecycle.ACTIVE),
        world.ticket("b", "t", TODAY.minusDays(3), 8, TicketStatus.OPEN));
    assertThat(HealthInput.OLDEST_OPEN_TICKET_DAYS.read(world.inputs("a", TODAY)))
        .isEqualTo(new InputReading.Known(0));
    assertThat(HealthInput.OLDEST_OPEN_TICKET_DAYS.read(world.inputs("a", TODAY.minusDays(4))))
        .isInstanceOf(InputReading.Absent.class);
  }

  @Test
  void thePersonsLatestAnswerCountsAndOnlyOnTheScaleFromZeroToTen() {
    world.tell(
        world.account("a", START, Lifecycle.ACTIVE),
        world.nps("a", TODAY.minusDays(100), 10, "p1"),
        world.nps("a", TODAY.minusDays(20), 3, "p1"),
        world.nps("a", TODAY.minusDays(10), 9, "p2"),
        world.nps("a", TODAY.minusDays(181), 10, "p3"),
        new Facts.SurveyResponse(
            new Origin("test", "odd", world.at(TODAY, 9)),
            "odd",
            "s",
            null,
            Instrument.NPS,
            1,
            10,
            true,
            10,
            null,
            "a",
            "p4",
            null,
            null,
            null,
            false));
    assertThat(world.inputs("a", TODAY).voice()).isEqualTo(new AccountDay.Voice(0, 0, 2, 1, 1));
    assertThat(world.inputs("a", TODAY.minusDays(30)).voice())
        .isEqualTo(new AccountDay.Voice(0, 0, 2, 2, 0));
  }

  @Test
  void fourAndFiveOfFiveAreSatisfiedForNinetyDays() {
    world.tell(
        world.account("a", START, Lifecycle.ACTIVE),
        world.csat("a", TODAY.minusDays(89), 4),
        world.csat("a", TODAY.minusDays(90), 5),
        world.csat("a", TODAY, 3));
    assertThat(world.inputs("a", TODAY).voice()).isEqualTo(new AccountDay.Voice(2, 1, 0, 0, 0));
    assertThat(HealthInput.CSAT_90.read(world.inputs("a", TODAY.minusDays(91))))
        .isEqualTo(new InputReading.Absent("nobody answered a satisfaction question in 90 days"));
  }

  @Test
  void aChampionWhoLeftNoLongerCountsFromThatDay() {
    world.tell(
        world.account("a", START, Lifecycle.ACTIVE),
        world.person("a", "p1", START, PersonRole.CHAMPION, PersonStatus.ACTIVE),
        world.person("a", "p2", START, PersonRole.USER, PersonStatus.ACTIVE),
        world.left("a", "p1", TODAY.minusDays(5)));
    assertThat(world.inputs("a", TODAY.minusDays(6)).relationship())
        .returns(1L, AccountDay.Relationship::champions)
        .returns(2L, AccountDay.Relationship::people);
    assertThat(world.inputs("a", TODAY.minusDays(5)).relationship())
        .returns(0L, AccountDay.Relationship::champions)
        .returns(1L, AccountDay.Relationship::people);
  }

  @Test
  void anUnansweredMailIsNoContact() {
    world.tell(
        world.account("a", START, Lifecycle.ACTIVE),
        world.touch("a", TODAY.minusDays(40), "call", TouchDirection.PROACTIVE),
        world.touch("a", TODAY.minusDays(9), "email", TouchDirection.REACTIVE),
        world.touch("a", TODAY.minusDays(2), "email", TouchDirection.PROACTIVE));
    assertThat(world.inputs("a", TODAY).relationship().daysSinceTouch()).isEqualTo(9);
    assertThat(world.inputs("a", TODAY.minusDays(10)).relationship().daysSinceTouch())
        .isEqualTo(30);
    assertThat(world.inputs("a", TODAY.minusDays(50)).relationship().daysSinceTouch()).isNegative();
  }

  @Test
  void aSubscriptionCountsFromItsStartWithTheVersionOfTheDayToItsEnd() {
    world.tell(
        world.account("a", START, Lifecycle.ACTIVE),
        world.subscription(
            "a", "s", TODAY.minusDays(200), TODAY.minusDays(300), 10, 1000, null, null),
        world.subscription(
            "a", "s", TODAY.minusDays(50), TODAY.minusDays(300), 20, 3000, null, null),
        world.subscription(
            "a",
            "s",
            TODAY.minusDays(20),
            TODAY.minusDays(300),
            20,
            3000,
            TODAY.minusDays(5),
            TODAY.minusDays(20)));
    assertThat(world.inputs("a", TODAY.minusDays(250)).commercial())
        .returns(10L, AccountDay.Commercial::seats)
        .returns(12_000L, AccountDay.Commercial::arrMinor)
        .returns(0L, AccountDay.Commercial::arrBeforeMinor);
    assertThat(world.inputs("a", TODAY.minusDays(10)).commercial())
        .isEqualTo(new AccountDay.Commercial(1, 20, 36_000, 12_000, "EUR", 1, 5));
    assertThat(world.inputs("a", TODAY.minusDays(5)).commercial())
        .returns(0L, AccountDay.Commercial::seats)
        .returns(0L, AccountDay.Commercial::arrMinor)
        .returns(12_000L, AccountDay.Commercial::arrBeforeMinor);
    assertThat(HealthInput.REVENUE_CHANGE_90.read(world.inputs("a", TODAY)))
        .isEqualTo(new InputReading.Known(-1));
  }

  @Test
  void aResultCountsUntilTheNextOfItsKind() {
    world.tell(
        world.account("a", START, Lifecycle.ACTIVE),
        world.outcome("a", TODAY.minusDays(100), OutcomeKind.REVENUE, OutcomeDirection.UP),
        world.outcome("a", TODAY.minusDays(50), OutcomeKind.REVENUE, OutcomeDirection.DOWN),
        world.outcome("a", TODAY.minusDays(40), OutcomeKind.HIRING, OutcomeDirection.UP),
        world.outcome("a", TODAY.minusDays(30), OutcomeKind.OTHER, OutcomeDirection.FLAT));
    assertThat(world.inputs("a", TODAY).progress())
        .returns(3L, AccountDay.Progress::outcomeKinds)
        .returns(0L, AccountDay.Progress::outcomeBalance);
    assertThat(world.inputs("a", TODAY.minusDays(60)).progress().outcomeBalance()).isEqualTo(1);
    assertThat(HealthInput.OUTCOMES_180.read(world.inputs("a", TODAY.minusDays(101))))
        .isInstanceOf(InputReading.Absent.class);
  }

  @Test
  void milestonesAreComparedWithThoseThatAnybodyReached() {
    world.tell(
        world.account("a", TODAY.minusDays(30), Lifecycle.ONBOARDING),
        world.account("b", START, Lifecycle.ACTIVE),
        world.milestone("b", START, "kickoff"),
        world.milestone("b", TODAY.minusDays(300), "go_live"),
        world.milestone("a", TODAY.minusDays(25), "kickoff"),
        world.milestone("a", TODAY.minusDays(24), "kickoff"));
    AccountDay account = world.inputs("a", TODAY);
    assertThat(account.progress()).isEqualTo(new AccountDay.Progress(0, 0, 1, 2));
    assertThat(account.daysAsCustomer()).isEqualTo(30);
    assertThat(HealthInput.MILESTONE_PACE_60.read(account)).isEqualTo(new InputReading.Known(1));
  }

  @Test
  void onlyCustomersHaveHealth() {
    world.tell(
        world.account("churned", START, Lifecycle.ACTIVE),
        world.account("churned", TODAY.minusDays(3), Lifecycle.CHURNED),
        world.account("prospect", START, Lifecycle.PROSPECT),
        world.account("silent", START, null),
        world.account("lapsed", START, null),
        world.subscription("lapsed", "s", START, START, 1, 100, null, TODAY.minusDays(10)),
        world.account("later", TODAY, Lifecycle.ACTIVE));
    assertThat(world.inputs(List.of(TODAY), AccountRange.all()))
        .extracting(AccountDay::accountId)
        .containsExactly("later", "silent");
    assertThat(world.inputs(List.of(TODAY.minusDays(11)), AccountRange.all()))
        .extracting(AccountDay::accountId)
        .containsExactly("churned", "lapsed", "silent");
  }

  @Test
  void theFirstProfileWhoseRuleHoldsIsTheAccounts() {
    world.tell(
        world.account("a", START, Lifecycle.ONBOARDING),
        world.account("a", TODAY.minusDays(10), Lifecycle.ACTIVE),
        world.account("young", TODAY.minusDays(5), null),
        world.account("old", START, null));
    assertThat(world.inputs("a", TODAY.minusDays(11)).profile()).isEqualTo("onboarding");
    assertThat(world.inputs("a", TODAY.minusDays(10)).profile()).isEqualTo("default");
    assertThat(world.inputs("young", TODAY).profile()).isEqualTo("onboarding");
    assertThat(world.inputs("old", TODAY).profile()).isEqualTo("default");
  }

  @Test
  void aDayEndsAtMidnightOfItsOwnZone() {
    try (HealthWorld apia = new HealthWorld(ZoneId.of("Pacific/Apia"))) {
      apia.tell(
          apia.account("a", START, Lifecycle.ACTIVE),
          new Facts.UsageEvent(
              new Origin("test", "late", apia.at(TODAY.minusDays(28), 23)),
              "a",
              "p",
              "n",
              1,
              null,
              null,
              java.util.Map.of()),
          new Facts.UsageEvent(
              new Origin("test", "early", apia.at(TODAY.minusDays(27), 0)),
              "a",
              "q",
              "n",
              1,
              null,
              null,
              java.util.Map.of()));
      assertThat(apia.inputs("a", TODAY).usage().people()).isEqualTo(1);
      assertThat(apia.inputs("a", TODAY.minusDays(1)).usage().people()).isEqualTo(2);
    }
  }
}
