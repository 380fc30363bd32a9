package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Knowledge;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The company that somebody meets who opens the product today. */
class DemoCompanyTests {

  private static final String STATES =
      "(select * from fact_account qualify row_number() over (partition by account_id"
          + " order by occurred_at desc, recorded_at desc) = 1)";
  private static final String SUBSCRIPTIONS =
      "(select * from fact_subscription qualify row_number() over (partition by subscription_id"
          + " order by occurred_at desc, recorded_at desc) = 1)";

  private static Generated demo;

  @BeforeAll
  static void generate() {
    demo = Generated.of(Generated.settings(200, 18, 300_000));
  }

  @AfterAll
  static void close() {
    demo.close();
  }

  @Test
  void everyTypeOfFactIsThereButPlays() {
    Set<FactType> told = EnumSet.noneOf(FactType.class);
    demo.truth()
        .counts()
        .forEach((word, count) -> {
          assertThat(demo.number("select count(*) from fact_" + word))
              .as(word)
              .isEqualTo(count * 1.0);
          told.add(FactType.named(word));
        });

    assertThat(told)
        .isEqualTo(EnumSet.complementOf(EnumSet.of(FactType.PLAY_EVENT, FactType.ALIAS)));
  }

  @Test
  void factsAreLearnedInOrderAfterTheyHappenAndBeforeTheEnd() {
    Instant end = Generated.settings(200, 18, 0).end();
    for (FactType type : FactType.values()) {
      String late =
          "select count(*) from (select *, lag(recorded_at) over (order by rowid) as before from "
              + type.tableName()
              + ") where recorded_at < occurred_at or recorded_at <= before or recorded_at >= '"
              + end.toString().replace("T", " ").replace("Z", "")
              + "'";
      assertThat(demo.number(late)).as(type.word()).isZero();
    }
  }

  @Test
  void idsAreUniqueWithinTheirSource() {
    for (FactType type : FactType.values()) {
      String twice = "select count(*) - count(distinct (source, fact_id)) from " + type.tableName();
      assertThat(demo.number(twice)).as(type.word()).isZero();
    }
  }

  @Test
  void whoActsIsKnown() {
    for (String table : new String[] {"usage_event", "ticket_event", "survey_response", "touch"}) {
      String strangers =
          "select count(*) from fact_"
              + table
              + " f left join fact_person p on"
              + " p.person_id = f.person_id and p.account_id = f.account_id"
              + " where f.person_id is not null and p.person_id is null";
      assertThat(demo.number(strangers)).as(table).isZero();
    }
  }

  @Test
  void thePortfolioHasWorkForToday() {
    assertThat(accounts("lifecycle = 'active'")).isBetween(110.0, 170.0);
    assertThat(accounts("lifecycle = 'onboarding'")).isBetween(2.0, 15.0);
    assertThat(accounts("lifecycle = 'trial'")).isBetween(1.0, 6.0);
    assertThat(accounts("lifecycle = 'churned'")).isBetween(20.0, 55.0);
    assertThat(
            demo.number(
                "select count(distinct account_id) from "
                    + SUBSCRIPTIONS
                    + " where cancelled_on is null and term_end_on between '2026-11-20' and"
                    + " '2027-02-18'"))
        .as("renewals within 90 days")
        .isBetween(8.0, 40.0);
    assertThat(
            demo.number(
                "select count(*) from (select ticket_id, arg_max(status, occurred_at) filter"
                    + " (status is not null) as status from fact_ticket_event group by 1)"
                    + " where status not in ('solved', 'closed')"))
        .as("open tickets")
        .isBetween(8.0, 80.0);
    assertThat(
            demo.number(
                "select count(*) from fact_survey_response where occurred_at > '2026-11-13'"
                    + " and comment is not null"))
        .as("comments of the last week")
        .isGreaterThan(20);
    assertThat(
            demo.number(
                "select count(*) from fact_organisation_change c join fact_person p using (person_id)"
                    + " where p.role = 'champion' and p.status = 'left'"
                    + " and c.occurred_at > '2026-08-20'"))
        .as("champions who left lately")
        .isGreaterThan(1);
  }

  @Test
  void someAccountsHaveFallenSilentAndMostHaveNot() {
    String use =
        "select count(*) filter (use.account_id is null) from "
            + STATES
            + " a left join"
            + " (select distinct account_id from fact_usage_event where person_id is not null"
            + " and occurred_at > '2026-10-23') use using (account_id)"
            + " where lifecycle = 'active'";

    assertThat(demo.number(use)).isBetween(2.0, 15.0);
  }

  @Test
  void peopleRestAtWeekendsAndStopDuringTheIncident() {
    double weekend =
        demo.number(
            "select avg(case when dayofweek(occurred_at) in (0, 6) then 1.0 else 0 end)"
                + " from fact_usage_event where person_id is not null");
    assertThat(weekend).isBetween(0.01, 0.08);

    String during = "occurred_at >= '2026-09-29' and occurred_at < '2026-10-01'";
    String before = "occurred_at >= '2026-09-22' and occurred_at < '2026-09-24'";
    assertThat(count("fact_usage_event", during))
        .isLessThan(0.5 * count("fact_usage_event", before));
    assertThat(count("fact_ticket_event", "status = 'open' and " + during))
        .isGreaterThan(1.8 * count("fact_ticket_event", "status = 'open' and " + before));
  }

  @Test
  void thePastKnowsLess() {
    double now = states(Knowledge.now());
    double then = states(Knowledge.asOf(Instant.parse("2025-12-01T00:00:00Z")));
    double earlier = states(Knowledge.asOf(Instant.parse("2025-05-20T00:00:00Z")));

    assertThat(now).isEqualTo(200);
    assertThat(then).isBetween(120.0, 170.0);
    assertThat(earlier).isZero();
  }

  @Test
  void truthSurvivesItsFile(@TempDir Path folder) {
    demo.truth().write(folder);

    assertThat(DemoTruth.read(folder)).isEqualTo(demo.truth());
  }

  @Test
  void aDayThatIsNotOverIsRefused() {
    DemoSettings today =
        new DemoSettings(
            10, 1, 1, 0, Generated.LAST_DAY.plusDays(1), Generated.settings(1, 1, 0).zone());

    assertThatThrownBy(() -> DemoCompany.generate(demo.log(), today, Progress.silent()))
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
  }

  private static double accounts(String condition) {
    return demo.number("select count(*) from " + STATES + " where " + condition);
  }

  private static double count(String table, String condition) {
    return demo.number("select count(*) from " + table + " where " + condition);
  }

  private static double states(Knowledge knowledge) {
    return demo.warehouse()
        .read(sql ->
            (double) sql.fetchCount(demo.log().reader(sql, knowledge).lastState(FactType.ACCOUNT)));
  }
}
