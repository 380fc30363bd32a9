package dev.holdfast.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.facts.Facts.Lifecycle;
import dev.holdfast.facts.Knowledge;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An answer is asked for once, and again as soon as anything it rests on has changed. */
class RememberedTests {

  private final Company company = new Company();
  private final Remembered remembered = new Remembered(company.log);
  private final List<String> asked = new ArrayList<>();

  @AfterEach
  void close() {
    company.close();
  }

  private int accounts(Viewpoint view) {
    return remembered.answer(
        view,
        "accounts",
        () -> {
          asked.add("accounts");
          return company.warehouse.read(
              sql -> AccountQueries.all(Look.of(company.log, company.metrics, sql, view)).size());
        });
  }

  @Test
  void theSameQuestionIsAskedOnce() {
    company.account("a", "kim", Lifecycle.ACTIVE, "2026-01-01");
    assertThat(accounts(Company.everything())).isEqualTo(1);
    assertThat(accounts(Company.everything())).isEqualTo(1);
    assertThat(asked).hasSize(1);
  }

  @Test
  void aNewFactIsSeenAtOnce() {
    company.account("a", "kim", Lifecycle.ACTIVE, "2026-01-01");
    assertThat(accounts(Company.everything())).isEqualTo(1);
    company.account("b", "kim", Lifecycle.ACTIVE, "2026-01-01");
    assertThat(accounts(Company.everything())).isEqualTo(2);
  }

  @Test
  void anUndoneDeliveryIsSeenAtOnce() {
    var delivery = company.log.startDelivery("test", "wrong", "{}", "tester");
    company.account("a", "kim", Lifecycle.ACTIVE, "2026-01-01");
    assertThat(accounts(Company.everything())).isEqualTo(1);
    company.log.undo(delivery, "tester");
    accounts(Company.everything());
    assertThat(asked).hasSize(2);
  }

  @Test
  void whoLooksAndWhichDayIsPartOfTheQuestion() {
    company.account("a", "kim", Lifecycle.ACTIVE, "2026-01-01");
    assertThat(accounts(Company.everything())).isEqualTo(1);
    assertThat(accounts(Company.only("lee"))).isZero();
    assertThat(accounts(Company.only("kim"))).isEqualTo(1);
    assertThat(accounts(Company.everything().on(LocalDate.parse("2026-03-01")))).isZero();
  }

  @Test
  void aFactRecordedAheadOfItsTimeCountsWhenItComesTrue() {
    company.account("a", "kim", Lifecycle.ACTIVE, "2026-03-18T13:00:00Z");
    Viewpoint noon = Company.everything();
    assertThat(accounts(noon)).isZero();
    Viewpoint later =
        new Viewpoint(noon.scope(), true, Company.NOW.plus(Duration.ofHours(1)), null, noon.zone());
    assertThat(accounts(later)).isEqualTo(1);
  }

  @Test
  void aChangeDuringTheAnswerIsNotMissedByTheNext() {
    Viewpoint view = Company.everything();
    int first =
        remembered.answer(
            view,
            "race",
            () -> {
              int before = count();
              company.account("late", "kim", Lifecycle.ACTIVE, "2026-01-01");
              return before;
            });
    assertThat(first).isZero();
    assertThat(remembered.<Integer>answer(view, "race", () -> count())).isEqualTo(1);
  }

  @Test
  void onlySoManyAnswersAreKept() {
    Viewpoint view = Company.everything();
    for (int i = 0; i <= Remembered.MOST; i++) {
      int number = i;
      remembered.answer(view, number, () -> number);
    }
    assertThat(remembered.<Integer>known(view, 0)).isEmpty();
    assertThat(remembered.<Integer>known(view, Remembered.MOST)).contains(Remembered.MOST);
  }

  private int count() {
    return company.warehouse.read(sql ->
        sql.fetchCount(
            company.log.reader(sql, Knowledge.now()).all(dev.holdfast.facts.FactType.ACCOUNT)));
  }
}
