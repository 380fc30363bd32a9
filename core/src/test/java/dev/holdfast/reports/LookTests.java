package dev.holdfast.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.base.Period;
import dev.holdfast.facts.Facts.Lifecycle;
import dev.holdfast.facts.Facts.PersonRole;
import dev.holdfast.facts.Facts.PersonStatus;
import dev.holdfast.facts.Facts.TicketStatus;
import dev.holdfast.workspace.RecordScope;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LookTests {

  private static final Period MARCH =
      new Period(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 1), ZoneOffset.UTC);

  private final Company company = new Company();

  @BeforeEach
  void found() {
    company.account("mine", "ann", Lifecycle.ACTIVE, "2025-01-01");
    company.account("theirs", "bob", Lifecycle.ACTIVE, "2025-01-01");
    for (String account : List.of("mine", "theirs")) {
      company.person(
          "p-" + account, account, PersonRole.CHAMPION, PersonStatus.ACTIVE, "2025-01-02");
      company.subscription("s-" + account, account, 120_000, "2025-05-01", "2026-05-01");
      company.ticket("t-" + account, account, TicketStatus.OPEN, "2026-03-14T12:00:00Z");
      company.nps("r-" + account, account, "p-" + account, 3, "slow", "2026-03-15");
      company.touch(account, "ann", 30, "2026-03-01");
      company.touch(account, "ann", 20, "2026-02-01");
      company.touch(account, "ann", 50, "2026-01-01");
      company.left("p-" + account, account, "2026-03-16");
      company.milestone(account, "kick_off", "2025-01-20");
      company.used(account, "p-" + account, "login", "2026-03-10");
    }
  }

  @AfterEach
  void close() {
    company.close();
  }

  @Test
  void whoMaySeeOnlyTheirOwnSeesNothingOfOthersInAnyQuery() {
    List<Function<Look, Object>> questions =
        List.of(
            AccountQueries::all,
            look -> AccountQueries.find(look, "theirs"),
            look -> VoiceQueries.lastSince(look, Instant.EPOCH),
            look -> VoiceQueries.of(look, "theirs", Company.NOW, 9),
            look -> TouchQueries.efforts(look).byAccount(),
            TouchQueries::last,
            look -> TouchQueries.of(look, "theirs", Company.NOW, 9),
            TicketQueries::open,
            look -> TicketQueries.requests(look, MARCH),
            look -> TicketQueries.of(look, "theirs", 9),
            SubscriptionQueries::renewals,
            look -> SubscriptionQueries.of(look, "theirs"),
            look -> PersonQueries.changesOf(look, "theirs", Company.NOW, 9),
            look -> PersonQueries.keyPeopleLeft(look, Instant.EPOCH),
            PersonQueries::keyPeopleLeftOver,
            look -> PersonQueries.of(look, "theirs"),
            UsageQueries::marks,
            look -> UsageQueries.weeks(look, 4),
            look -> UsageQueries.weeksOf(look, "theirs", 4).people(),
            look -> UsageQueries.featuresOf(look, "theirs", 4, 3),
            look -> UsageQueries.seen(look, "theirs"),
            MilestoneQueries::onboarding);
    for (int i = 0; i < questions.size(); i++) {
      Object answer = company.look(Company.only("ann"), questions.get(i));
      assertThat(answer.toString()).as("question " + i).doesNotContain("theirs");
      Object nobody = company.look(Company.only(), questions.get(i));
      assertThat(nobody.toString()).as("question " + i).doesNotContain("mine");
    }
    assertThat(company.look(Company.everything(), AccountQueries::all))
        .extracting(AccountName::accountId)
        .containsExactly("mine", "theirs");
  }

  @Test
  void whoMaySeeAnAccountIsDecidedByWhoLooksAfterItNowWhateverDayIsShown() {
    company.clock.set(Company.NOW.plusSeconds(60));
    company.account("theirs", "ann", Lifecycle.ACTIVE, "2026-03-18");
    Viewpoint now =
        new Viewpoint(
            new RecordScope.OnlyOf(Set.of("ann"), ""),
            true,
            Company.NOW.plusSeconds(120),
            null,
            ZoneOffset.UTC);
    Viewpoint before = now.on(LocalDate.of(2026, 3, 17));
    assertThat(company.look(before, AccountQueries::all)).isEmpty(); // nothing was recorded then
    assertThat(company.look(now, AccountQueries::all)).hasSize(2);
  }

  @Test
  void anEarlierDayKnowsNothingThatCameLater() {
    Instant tomorrow = Company.NOW.plusSeconds(86_400);
    company.clock.set(tomorrow);
    company.nps("late", "mine", "p-mine", 9, "better", "2026-03-17");
    Viewpoint then =
        new Viewpoint(
            new RecordScope.Everything(),
            true,
            tomorrow,
            LocalDate.of(2026, 3, 18),
            ZoneOffset.UTC);
    assertThat(answers(then)).extracting(Answer::score).containsExactly(3L);
    assertThat(answers(then.on(null))).extracting(Answer::score).containsExactly(9L);
  }

  private List<Answer> answers(Viewpoint view) {
    return company.look(view, look -> VoiceQueries.of(look, "mine", view.now(), 1));
  }

  @Test
  void namesAndWordsOfPeopleAreLeftOutForThoseWhoMayNotSeeThem() {
    Viewpoint reader =
        new Viewpoint(new RecordScope.Everything(), false, Company.NOW, null, ZoneOffset.UTC);
    List<Function<Look, Object>> questions =
        List.of(
            look -> VoiceQueries.of(look, "mine", Company.NOW, 9),
            look -> PersonQueries.of(look, "mine"),
            look -> PersonQueries.changesOf(look, "mine", Company.NOW, 9));
    for (Function<Look, Object> question : questions) {
      assertThat(company.look(reader, question).toString())
          .doesNotContain("Person p-mine", "example.com", "slow")
          .contains("mine");
    }
  }

  @Test
  void theEffortIsTheMedianOfTheAccountsOwnTouchesAndSaysSo() {
    Effort effort =
        Objects.requireNonNull(
            company.look(Company.everything(), TouchQueries::efforts).byAccount().get("mine"));
    assertThat(effort).isEqualTo(new Effort(30, 3, "with this account"));
    assertThat(effort.source()).isEqualTo("median of 3 touches with this account in the past year");
  }

  @Test
  void aTicketWaitsSinceItsStatusLastChanged() {
    company.ticket("t-mine", "mine", TicketStatus.PENDING_CUSTOMER, "2026-03-15T12:00:00Z");
    company.ticket("t-mine", "mine", TicketStatus.OPEN, "2026-03-16T12:00:00Z");
    company.ticket("t-mine", "mine", null, "2026-03-17T12:00:00Z");
    company.ticket("t-mine", "mine", TicketStatus.OPEN, "2026-03-18T09:00:00Z");
    TicketLine ticket =
        company.look(Company.everything(), look -> TicketQueries.of(look, "mine", 9)).getFirst();
    assertThat(ticket.status()).isEqualTo("open");
    assertThat(ticket.since()).isEqualTo(Instant.parse("2026-03-16T12:00:00Z"));
    assertThat(ticket.openedAt()).isEqualTo(Instant.parse("2026-03-14T12:00:00Z"));
    company.ticket("t-mine", "mine", TicketStatus.SOLVED, "2026-03-18T10:00:00Z");
    assertThat(company.look(Company.everything(), TicketQueries::open))
        .extracting(TicketLine::ticketId)
        .containsExactly("t-theirs");
  }

  @Test
  void theNextRenewalIsTheNearestEndOfATermAhead() {
    company.subscription("s2", "mine", 50_000, "2026-01-01", "2027-01-01");
    Renewal renewal = company.look(Company.everything(), SubscriptionQueries::renewals).get("mine");
    assertThat(renewal).isEqualTo(new Renewal(LocalDate.of(2026, 5, 1), 44, 1, false));
  }

  @Test
  void weeksEndWithTheLastCompleteDay() {
    company.used("mine", "p2", "login", "2026-03-18T08:00:00Z"); // today: not complete
    company.used("mine", "p3", "login", "2026-03-17T23:00:00Z");
    UsageWeeks weeks =
        company.look(Company.everything(), look -> UsageQueries.weeksOf(look, "mine", 6));
    assertThat(weeks.lastDay()).isEqualTo(LocalDate.of(2026, 3, 17));
    assertThat(weeks.people()).containsExactly(1L, 1L);
  }
}
