with a as (
  select distinct period_start, period_end, account_id
  from step join account_spell on started_on < period_start and (ended_on is null or ended_on >= period_end)),
heard as (
  select cast(date_trunc('month', cast(day as timestamp)) as date) as period_start, account_id from account_day where day >= {from} and day < {to}
  union
  select cast(date_trunc('month', occurred_at) as date), account_id from fact_ticket_event
  where occurred_at >= {from} and occurred_at < {to} and account_id is not null
  union
  select cast(date_trunc('month', occurred_at) as date), account_id from fact_survey_response
  where occurred_at >= {from} and occurred_at < {to} and account_id is not null
  union
  select cast(date_trunc('month', occurred_at) as date), account_id from fact_touch
  where occurred_at >= {from} and occurred_at < {to} and account_id is not null)
select a.period_start as month, count(*) as n, count(*) filter (where heard.account_id is null) as numerator,
  count(*) as denominator, 1e2 * count(*) filter (where heard.account_id is null) / count(*) as value
from a left join heard on heard.period_start = a.period_start and heard.account_id = a.account_id
where not exists (
    select 1 from ignored_span i
    where i.account_id = a.account_id and valid_from < period_end and (valid_to is null or valid_to >= period_end))
group by a.period_start
