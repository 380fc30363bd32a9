package dev.holdfast.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.base.Clocks;
import dev.holdfast.facts.FactLog;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.intake.ImportReport.Rows;
import dev.holdfast.warehouse.Warehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The ready mappings take in the public data sets they were written for. */
final class ExamplesTests {

  private static final Path ROOT = Path.of(System.getProperty("holdfast.root"));
  private static final Path DATA = ROOT.resolve("../shared/data");

  private final Warehouse warehouse =
      Warehouse.inMemory(Clocks.settable(Instant.parse("2026-01-01T00:00:00Z")));
  private final FactLog log = FactLog.open(warehouse);
  private final Imports imports = Imports.open(log);

  @AfterEach
  void close() {
    warehouse.close();
  }

  @Test
  void telco() {
    Rows rows = importTwice("telco/Telco-Customer-Churn.csv", "telco");
    assertThat(rows).isEqualTo(new Rows(7_043, 7_043, 0, 0, 0, 0));
    assertThat(count(FactType.ACCOUNT, "account_id is not null")).isEqualTo(7_043);
    assertThat(count(FactType.SUBSCRIPTION, "cancelled_on is not null")).isEqualTo(1_869);
    assertThat(count(FactType.SUBSCRIPTION, "started_on = date '2020-01-01'")).isEqualTo(11);
    assertThat(
            count(FactType.ACCOUNT, "json_extract_string(attributes, '$.contract') = 'One year'"))
        .isEqualTo(1_473);
    assertThat(
            count(
                FactType.SUBSCRIPTION,
                "subscription_id = '7590-VHVEG' and amount_minor = 2985 and"
                    + " started_on = date '2019-12-01'"))
        .isEqualTo(1);
  }

  @Test
  void uciIncidents() {
    Rows rows = importTwice("uci_incidents/incidents.csv", "uci_incidents");
    assertThat(rows).isEqualTo(new Rows(24_918, 24_918, 0, 0, 0, 0));
    assertThat(count(FactType.TICKET_EVENT, "status = 'open'")).isEqualTo(24_918);
    assertThat(count(FactType.TICKET_EVENT, "status = 'solved'")).isEqualTo(23_362);
    assertThat(
            count(
                FactType.TICKET_EVENT,
                "fact_id = '0000045:solved' and occurred_at = timestamp '2016-02-29 11:29:00'"))
        .isEqualTo(1);
  }

  @Test
  void onlineRetail() {
    Rows rows = importTwice("online_retail/invoices.csv", "online_retail");
    assertThat(rows).isEqualTo(new Rows(22_190, 22_190, 0, 0, 0, 0));
    assertThat(count(FactType.PURCHASE, "refund")).isEqualTo(3_654);
    assertThat(count(FactType.PURCHASE, "amount_minor < 0")).isEqualTo(3_654);
    assertThat(count(FactType.PURCHASE, "fact_id = '536365' and amount_minor = 13912"))
        .isEqualTo(1);
  }

  @Test
  void nhsFriendsAndFamily() {
    Rows rows = importTwice("nhs_fft/fft_numeric.csv", "nhs_fft");
    assertThat(rows.total()).isEqualTo(7_908);
    assertThat(rows.skipped()).isEqualTo(440);
    assertThat(rows.quarantined()).isZero();
    assertThat(count(FactType.SURVEY_RESPONSE, "occurred_at >= timestamp '2021-05-31 23:00:00'"))
        .isEqualTo(4_402);
    assertThat(latestAnswers("")).isEqualTo(4_208);
    assertThat(latestAnswers("and score <= 2")).isEqualTo(3_589);
  }

  /** Answers from June 2021 on, the latest of each person. */
  private long latestAnswers(String condition) {
    return scalar(
        "select count(*) from (select * from fact_survey_response"
            + " where occurred_at >= timestamp '2021-05-31 23:00:00' qualify row_number() over"
            + " (partition by person_id order by occurred_at desc, fact_id desc) = 1) where true "
            + condition);
  }

  @Test
  void ravenstackInFiveFiles() {
    assertThat(importTwice("ravenstack/ravenstack_accounts.csv", "ravenstack_accounts"))
        .isEqualTo(new Rows(500, 500, 0, 0, 0, 0));
    assertThat(importTwice("ravenstack/ravenstack_subscriptions.csv", "ravenstack_subscriptions"))
        .isEqualTo(new Rows(5_000, 5_000, 0, 0, 0, 0));

    ImportReport usage =
        imports.run(request("ravenstack/ravenstack_feature_usage.csv", "ravenstack_feature_usage"));
    assertThat(sum(usage.rows())).isEqualTo(25_000);
    assertThat(reasons(usage)).containsEntry("before_subscription", 19_142L);
    assertThat(reasons(usage)).containsEntry("after_subscription", 290L);
    assertThat(reasons(usage)).containsKey("id_conflict");
    assertThat(reasons(usage)).hasSize(3);

    ImportReport tickets =
        imports.run(
            request("ravenstack/ravenstack_support_tickets.csv", "ravenstack_support_tickets"));
    assertThat(tickets.rows().total()).isEqualTo(2_000);
    assertThat(reasons(tickets)).containsEntry("before_signup", 1_077L);
    assertThat(reasons(tickets).keySet())
        .containsExactlyInAnyOrder("before_signup", "reply_after_close");

    ImportReport churn =
        imports.run(request("ravenstack/ravenstack_churn_events.csv", "ravenstack_churn_events"));
    assertThat(churn.rows()).isEqualTo(new Rows(600, 600, 0, 0, 0, 0));
    long waiting = imports.quarantine().list(QuarantineFilter.open()).size();
    assertThat(waiting).isEqualTo(usage.rows().quarantined() + tickets.rows().quarantined());
    long facts = facts();
    for (String table : List.of("feature_usage", "support_tickets", "churn_events")) {
      ImportReport again =
          imports.run(request("ravenstack/ravenstack_" + table + ".csv", "ravenstack_" + table));
      assertThat(again.rows().accepted()).as(table).isZero();
      assertThat(sum(again.rows())).as(table).isEqualTo(again.rows().total());
    }
    assertThat(facts()).isEqualTo(facts);
    assertThat(imports.quarantine().list(QuarantineFilter.open())).hasSize((int) waiting);
  }

  private Rows importTwice(String file, String mapping) {
    ImportReport first = imports.run(request(file, mapping));
    assertThat(sum(first.rows())).isEqualTo(first.rows().total());
    long facts = facts();
    ImportReport second = imports.run(request(file, mapping));
    assertThat(second.rows().accepted()).isZero();
    assertThat(sum(second.rows())).isEqualTo(second.rows().total());
    assertThat(facts()).isEqualTo(facts);
    return first.rows();
  }

  private static long sum(Rows rows) {
    return rows.accepted()
        + rows.duplicate()
        + rows.unchanged()
        + rows.quarantined()
        + rows.skipped();
  }

  private static Map<String, Long> reasons(ImportReport report) {
    return report.reasons().stream()
        .collect(
            Collectors.groupingBy(
                ImportReport.Reason::code, Collectors.summingLong(ImportReport.Reason::rows)));
  }

  private static ImportRequest request(String file, String mapping) {
    Path path = DATA.resolve(file);
    Assumptions.assumeTrue(
        Files.exists(path), () -> "SKIPPED: the public data set " + path + " is not there");
    return new ImportRequest(
        path,
        Mappings.read(ROOT.resolve("examples/" + mapping + ".yaml")),
        false,
        "tester",
        Progress.none());
  }

  private long facts() {
    return List.of(FactType.values()).stream().mapToLong(type -> count(type, "true")).sum();
  }

  private long count(FactType type, String condition) {
    return warehouse.read(sql -> {
      FactReader reader = log.reader(sql, Knowledge.now());
      return (long) sql.fetchCount(reader.all(type), org.jooq.impl.DSL.condition(condition));
    });
  }

  private long scalar(String query) {
    return warehouse.read(
        sql -> ((Number) java.util.Objects.requireNonNull(sql.fetchValue(query))).longValue());
  }
}
