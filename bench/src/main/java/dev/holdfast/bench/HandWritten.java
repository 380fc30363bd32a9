package dev.holdfast.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The rival of a full refresh: what a data engineer would write by hand in DuckDB to answer the
 * same questions, with no as-of reading, no undo, no exclusions and no explanations. It works on
 * the same facts, in tables of its own.
 */
final class HandWritten {

  private HandWritten() {}

  /**
   * Runs the query set.
   *
   * @param lastDay the last local day (UTC) the questions are about
   * @return seconds of each step, in order
   */
  static Map<String, Double> run(String file, String memoryLimit, int threads, LocalDate lastDay)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("memory_limit", memoryLimit);
    properties.setProperty("threads", Integer.toString(threads));
    Map<String, Double> seconds = new LinkedHashMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, properties);
        Statement statement = connection.createStatement()) {
      statement.execute("create schema if not exists by_hand");
      statement.execute("use by_hand");
      for (Map.Entry<String, List<String>> step : steps(lastDay).entrySet()) {
        long start = System.nanoTime();
        for (String sql : step.getValue()) {
          if (statement.execute(sql)) {
            drain(statement);
          }
        }
        seconds.put(step.getKey(), (System.nanoTime() - start) / 1e9);
      }
      statement.execute("use main");
      statement.execute("drop schema by_hand cascade");
    }
    return seconds;
  }

  private static void drain(Statement statement) throws SQLException {
    try (ResultSet rows = statement.getResultSet()) {
      while (rows.next()) {
        rows.getObject(1);
      }
    }
  }

  private static Map<String, List<String>> steps(LocalDate lastDay) {
    String end = "date '" + lastDay.plusDays(1) + "'";
    Map<String, List<String>> steps = new LinkedHashMap<>();
    steps.put(
        "rollups",
        List.of(
            """
            create table person_day as
              select account_id, person_id, cast(occurred_at as date) as day, sum(quantity) as events
              from main.fact_usage_event group by all
            """,
            """
            create table account_day as
              select account_id, day, sum(events) as events, count(distinct person_id) as people
              from person_day group by all
            """,
            """
            create table ticket as
              select ticket_id, any_value(account_id) as account_id, min(occurred_at) as opened_at,
                max(case when status = 'solved' then occurred_at end) as solved_at,
                arg_max(priority, occurred_at) as priority
              from main.fact_ticket_event group by ticket_id
            """,
            """
            create table mrr_change as
              with version as (
                select *, lead(occurred_at) over (partition by subscription_id order by occurred_at, recorded_at) as until,
                  row_number() over (partition by subscription_id order by occurred_at, recorded_at) as number
                from main.fact_subscription where contract_type = 'recurring' and not trial),
              span as (
                select account_id, case when number = 1 then started_on else cast(occurred_at as date) end as starts,
                  least(coalesce(cast(until as date), date '9999-12-31'),
                    coalesce(greatest(cancelled_on, term_end_on), cancelled_on, date '9999-12-31')) as ends,
                  round(amount_minor / case billing_interval when 'year' then 12 when 'half_year' then 6 when 'quarter' then 3 else 1 end) as mrr
                from version),
              delta as (
                select account_id, starts as day, mrr from span where starts < ends
                union all
                select account_id, ends, -mrr from span where starts < ends and ends < date '9999-12-31'),
              day as (select account_id, day, sum(mrr) as change from delta group by all having sum(mrr) <> 0)
              select *, sum(change) over (partition by account_id order by day) as after,
                sum(change) over (partition by account_id order by day) - change as before,
                row_number() over (partition by account_id order by day) as number
              from day
            """));
    steps.put(
        "metrics",
        List.of(
            """
            select date_trunc('month', occurred_at) m, count(*) filter (score >= 9), count(*) filter (score <= 6), count(*)
            from (select * from main.fact_survey_response where instrument = 'nps'
              qualify row_number() over (partition by person_id, date_trunc('month', occurred_at) order by occurred_at desc) = 1)
            group by 1 order by 1
            """,
            """
            select date_trunc('month', occurred_at) m, count(*) filter (score >= 4), count(*)
            from (select * from main.fact_survey_response where instrument = 'csat'
              qualify row_number() over (partition by person_id, date_trunc('month', occurred_at) order by occurred_at desc) = 1)
            group by 1 order by 1
            """,
            """
            select date_trunc('month', solved_at) m, avg(epoch(solved_at - opened_at)), median(epoch(solved_at - opened_at)),
              quantile_cont(epoch(solved_at - opened_at), 0.9), count(*)
            from ticket where solved_at is not null group by 1 order by 1
            """,
            """
            select m, count(*) filter (opening > 0), count(*) filter (opening > 0 and closing = 0),
              sum(opening), sum(closing), sum(least(opening, closing)) filter (opening > 0), sum(closing) filter (opening > 0)
            from (
              select m, a.account_id,
                coalesce((select after from mrr_change c where c.account_id = a.account_id and c.day < m order by day desc limit 1), 0) as opening,
                coalesce((select after from mrr_change c where c.account_id = a.account_id and c.day < m + interval 1 month order by day desc limit 1), 0) as closing
              from (select distinct account_id from mrr_change) a, range(%s - interval 12 month, %s, interval 1 month) r(m))
            group by m order by m
            """
                .formatted(end, end),
            """
            select date_trunc('month', day) m,
              sum(change) filter (change > 0 and before = 0 and number = 1), sum(change) filter (change > 0 and before = 0 and number > 1),
              sum(change) filter (change > 0 and before > 0), sum(change) filter (change < 0 and after > 0), sum(change) filter (change < 0 and after = 0)
            from mrr_change group by 1 order by 1
            """,
            """
            select months, count(*), count(*) filter (ended) from (
              select account_id, datesub('month', min(day), coalesce(max(day) filter (after = 0), %s)) as months, max_by(after, day) = 0 as ended
              from mrr_change group by 1) group by 1 order by 1
            """
                .formatted(end),
            """
            select date_trunc('month', occurred_at) m, sum(amount_minor), count(*), count(distinct account_id)
            from main.fact_purchase group by 1 order by 1
            """,
            "select date_trunc('month', day) m, count(distinct account_id), count(distinct person_id) from person_day group by 1 order by 1",
            """
            select (select avg(people) from (select day, count(distinct person_id) as people from person_day
                where day >= %s - 28 and day < %s group by 1))
              / (select count(distinct person_id) from person_day where day >= %s - 28 and day < %s)
            """
                .formatted(end, end, end, end),
            """
            select account_id, sum(events) filter (day >= %s - 28), sum(events) filter (day < %s - 28)
            from account_day where day >= %s - 56 and day < %s group by 1
            """
                .formatted(end, end, end, end)));
    steps.put(
        "health",
        List.of(
            """
            select a.account_id, u.people, s.seats, c.now / nullif(c.before, 0), t.open, v.score, p.champion
            from (select * from main.fact_account qualify row_number() over (partition by account_id order by occurred_at desc) = 1) a
            left join (select account_id, count(distinct person_id) people from person_day where day >= %s - 28 group by 1) u using (account_id)
            left join (select account_id, sum(quantity) seats from (select * from main.fact_subscription
                qualify row_number() over (partition by subscription_id order by occurred_at desc) = 1) where cancelled_on is null group by 1) s using (account_id)
            left join (select account_id, sum(events) filter (day >= %s - 28) as now, sum(events) filter (day < %s - 28) as before
                from account_day where day >= %s - 56 group by 1) c using (account_id)
            left join (select account_id, count(*) filter (solved_at is null) as open from ticket group by 1) t using (account_id)
            left join (select account_id, avg(score) as score from main.fact_survey_response
                where instrument = 'nps' and occurred_at >= %s - 180 group by 1) v using (account_id)
            left join (select account_id, bool_or(role = 'champion' and status = 'active') as champion from (select * from main.fact_person
                qualify row_number() over (partition by person_id order by occurred_at desc) = 1) group by 1) p using (account_id)
            """
                .formatted(end, end, end, end, end)));
    return steps;
  }
}
