with a as (
  select period_start, period_end, account_id,
    datesub('month', started_on, case when ended_on < period_end then ended_on else period_end end) as lasted,
    coalesce(ended_on < period_end and not completed, false) as happened
  from step join account_spell on started_on < period_end
  where spell = 1),
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
