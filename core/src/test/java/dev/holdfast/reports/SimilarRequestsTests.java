package dev.holdfast.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.base.Period;
import dev.holdfast.facts.Facts.Lifecycle;
import dev.holdfast.facts.Facts.TicketStatus;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimilarRequestsTests {

  private static final List<Request> REQUESTS =
      List.of(
          new Request("t1", "acme", "Cannot export invoices"),
          new Request("t2", "acme", "cannot export invoice 4711"),
          new Request("t3", "brio", "RE: Exporting the invoices"),
          new Request("t4", "brio", "Invoice export in the archive"),
          new Request("t5", "acme", "Reset my password"),
          new Request("t6", "cora", "password reset"),
          new Request("t7", "cora", "Where is the moon?"),
          new Request("t8", "cora", " "),
          new Request("t9", "cora", null),
          new Request("t10", "cora", "4711"));

  @Test
  void subjectsThatSayNearlyTheSameAreOneRequest() {
    TopRequests top = SimilarRequests.of(REQUESTS, 2);
    assertThat(top.withSubject()).isEqualTo(8);
    assertThat(top.withoutSubject()).isEqualTo(2);
    assertThat(top.groups()).hasSize(2);
    RequestGroup invoices = top.groups().getFirst();
    assertThat(invoices.tickets()).isEqualTo(4);
    assertThat(invoices.share()).isEqualTo(0.5);
    assertThat(invoices.ticketIds()).containsExactly("t1", "t2", "t3", "t4");
    assertThat(invoices.accountIds()).containsExactly("acme", "brio");
    assertThat(invoices.examples()).hasSize(3).contains("Cannot export invoices");
    assertThat(top.groups().get(1).ticketIds()).containsExactly("t5", "t6");
    assertThat(top.groups().get(1).share()).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void whatSharesLessThanHalfItsWordsStaysApart() {
    TopRequests top =
        SimilarRequests.of(
            List.of(
                new Request("t1", "a", "export PDF"),
                new Request("t2", "a", "export CSV"),
                new Request("t3", "a", "export PDF report")),
            9);
    assertThat(top.groups())
        .extracting(RequestGroup::ticketIds)
        .containsExactly(List.of("t1", "t3"), List.of("t2"));
  }

  @Test
  void theOrderOfTheTicketsChangesNothing() {
    TopRequests top = SimilarRequests.of(REQUESTS, 9);
    List<Request> shuffled = new ArrayList<>(REQUESTS);
    for (int seed = 0; seed < 50; seed++) {
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(SimilarRequests.of(shuffled, 9)).as("seed " + seed).isEqualTo(top);
    }
  }

  @Test
  void noTicketsMakeNoGroups() {
    assertThat(SimilarRequests.of(List.of(), 5)).isEqualTo(new TopRequests(List.of(), 0, 0));
  }

  @Test
  void theTicketsOfThePeriodThatAreInSightAreRead() {
    try (Company company = new Company()) {
      company.account("mine", "ann", Lifecycle.ACTIVE, "2025-01-01");
      company.account("theirs", "bob", Lifecycle.ACTIVE, "2025-01-01");
      company.ticket("early", "mine", TicketStatus.OPEN, "2026-02-28T23:59:59Z");
      company.ticket("t1", "mine", TicketStatus.OPEN, "2026-03-01T00:00:00Z");
      company.ticket("t1", "mine", TicketStatus.SOLVED, "2026-03-02T00:00:00Z");
      company.ticket("t2", "theirs", TicketStatus.OPEN, "2026-03-14T00:00:00Z");
      Period march = new Period(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 1), ZoneOffset.UTC);
      List<Request> all =
          company.look(Company.everything(), look -> TicketQueries.requests(look, march));
      assertThat(all)
          .containsExactly(
              new Request("t1", "mine", "Subject of t1"),
              new Request("t2", "theirs", "Subject of t2"));
      List<Request> anns =
          company.look(Company.only("ann"), look -> TicketQueries.requests(look, march));
      assertThat(anns).containsExactly(all.getFirst());
    }
  }
}
