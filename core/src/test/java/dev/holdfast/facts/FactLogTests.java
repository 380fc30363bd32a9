package dev.holdfast.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.Clocks;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.Facts.BillingInterval;
import dev.holdfast.facts.Facts.ContractType;
import dev.holdfast.facts.Facts.Instrument;
import dev.holdfast.facts.Facts.Lifecycle;
import dev.holdfast.warehouse.Warehouse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FactLogTests {

  private static final Instant DAY_1 = Instant.parse("2026-01-01T10:00:00Z");
  private static final Instant DAY_2 = Instant.parse("2026-01-02T10:00:00Z");

  private final Clocks.SettableClock clock = Clocks.settable(DAY_1);
  private final Warehouse warehouse = Warehouse.inMemory(clock);
  private final FactLog log = FactLog.open(warehouse);
  private final ImportId importId = log.startDelivery("stream", "test", "{}", "tester");

  @AfterEach
  void close() {
    warehouse.close();
  }

  @Test
  void aFactIsStoredOnceHoweverOftenItIsSent() {
    Fact fact = account("v1", DAY_1, "Acme");
    assertThat(log.append(importId, List.of(fact, fact)).join().accepted()).isEqualTo(1);
    Receipt again = log.append(importId, List.of(fact)).join();
    assertThat(again.accepted()).isZero();
    assertThat(again.duplicates()).isEqualTo(1);
    assertThat(names(Knowledge.now())).containsExactly("Acme");
  }

  @Test
  void theMomentOfRecordingAlwaysIncreasesEvenWhenTheClockStandsStill() {
    Receipt first = log.append(importId, List.of(account("v1", DAY_1, "A"))).join();
    Receipt second = log.append(importId, List.of(account("v2", DAY_1, "B"))).join();
    assertThat(second.recordedAt()).isAfter(first.recordedAt());
  }

  @Test
  void anEarlierInstantSeesNeitherLaterFactsNorLaterRetractions() {
    Receipt first = log.append(importId, List.of(account("v1", DAY_1, "Acme"))).join();
    clock.set(DAY_2);
    ImportId second = log.startDelivery("file", "b.csv", "{}", "tester");
    Receipt renamed = log.append(second, List.of(account("v2", DAY_1, "Acme Ltd"))).join();
    log.undo(second, "tester");

    assertThat(names(Knowledge.asOf(first.recordedAt()))).containsExactly("Acme");
    assertThat(names(Knowledge.asOf(renamed.recordedAt()))).containsExactly("Acme Ltd");
    assertThat(names(Knowledge.now())).containsExactly("Acme");
  }

  @Test
  void anUndoneFactCanBeSentAgain() {
    log.append(importId, List.of(account("v1", DAY_1, "Acme"))).join();
    log.undo(importId, "tester");
    assertThat(names(Knowledge.now())).isEmpty();
    ImportId second = log.startDelivery("file", "again.csv", "{}", "tester");
    assertThat(log.append(second, List.of(account("v1", DAY_1, "Acme"))).join().accepted())
        .isEqualTo(1);
    assertThat(names(Knowledge.now())).containsExactly("Acme");
    assertThat(log.deliveries()).hasSize(2);
    assertThat(log.deliveries().getLast().undoneAt()).isPresent();
  }

  @Test
  void aFactThatBreaksARuleIsRefusedWithTheField() {
    Fact subscription =
        new Facts.Subscription(
            new Origin("crm", "s1", DAY_1),
            "s1",
            "a1",
            null,
            null,
            1,
            100,
            "GBP",
            BillingInterval.MONTH,
            ContractType.RECURRING,
            false,
            LocalDate.of(2026, 2, 1),
            null,
            LocalDate.of(2026, 1, 1),
            null);
    assertThatThrownBy(() -> log.append(importId, List.of(subscription)))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("cancelled_on lies before started_on");
    Fact answer =
        new Facts.SurveyResponse(
            new Origin("s", "r1", DAY_1),
            "r1",
            "q",
            null,
            Instrument.NPS,
            0,
            10,
            true,
            11,
            null,
            "a1",
            null,
            null,
            null,
            null,
            false);
    assertThatThrownBy(() -> log.append(importId, List.of(answer)))
        .hasMessageContaining("score must lie between 0 and 10, not 11");
  }

  @Test
  void everyTypeHasATableWhoseColumnsFollowTheRecord() {
    for (FactType type : FactType.values()) {
      Integer columns =
          warehouse.read(sql -> sql.selectFrom(type.table()).limit(0).fetch().fieldsRow().size());
      assertThat(columns).as(type.word()).isEqualTo(5 + type.columns().size());
    }
    assertThat(FactType.SUBSCRIPTION.column("cancelled_on").notBefore()).contains("started_on");
    assertThat(FactType.ACCOUNT.column("lifecycle").choices()).contains("churned");
    assertThat(FactType.ACCOUNT.column("name").required()).isFalse();
    assertThat(FactType.ACCOUNT.column("account_id").required()).isTrue();
  }

  private List<String> names(Knowledge knowledge) {
    return warehouse.read(sql ->
        sql.select(FactType.ACCOUNT.field("name", String.class))
            .from(log.reader(sql, knowledge).stateAt(FactType.ACCOUNT, DAY_2))
            .orderBy(DSL.one())
            .fetch(FactType.ACCOUNT.field("name", String.class)));
  }

  private static Fact account(String factId, Instant at, String name) {
    return new Facts.Account(
        new Origin("crm", factId, at),
        "a1",
        name,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Lifecycle.ACTIVE,
        null,
        Map.of("contract", "yearly"));
  }
}
