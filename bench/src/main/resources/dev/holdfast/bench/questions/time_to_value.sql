with live as (
  select account_id, cast(min(occurred_at) as date) as reached_on
  from fact_milestone
  where milestone = 'go_live'
  group by account_id),
a as (
  select period_start, period_end, account_id,
    case when reached then greatest(reached_on, started_on) else least(coalesce(ended_on, period_end), period_end) end
      - started_on as lasted,
    reached as happened
  from (
    select period_start, period_end, account_id, started_on, ended_on, reached_on,
      coalesce(reached_on < period_end and (ended_on is null or reached_on <= ended_on), false) as reached
    from step
    join account_spell on started_on < period_end and started_on >= period_end - 365
    left join live using (account_id)
    where spell = 1) begun),
at_risk as (
  select period_start, lasted, events,
    sum(left_here) over (partition by period_start order by lasted desc) as risk
  from (
    select period_start, lasted, count(*) filter (where happened) as events, count(*) as left_here
    from a
    where not exists (
    select 1 from ignored_span i
    where i.account_id = a.account_id and valid_from < period_end and (valid_to is null or valid_to >= period_end))
    group by period_start, lasted) exits),
curve as (
  select period_start, lasted, risk,
    min(case when events = risk then 0 else 1 end) over so_far
      * exp(sum(case when events < risk then ln(1e0 - 1e0 * events / risk) else 0 end) over so_far) as survival
  from at_risk
  window so_far as (partition by period_start order by lasted))
select period_start as month, max(risk) as n, null as numerator, null as denominator,
  (min(lasted) filter (where survival <= 0.5 + 1.5e-8)
    + coalesce(min(lasted) filter (where survival <= 0.5 - 1.5e-8), max(lasted))) / 2e0 as value
from curve
group by period_start
