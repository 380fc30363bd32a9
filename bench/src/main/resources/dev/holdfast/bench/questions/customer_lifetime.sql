with a as (
  select period_start, period_end, months, account_id, bool_or(started_on < period_start) as at_start,
    bool_or(ended_on is null or ended_on >= period_end) as at_end,
    coalesce(
      max(case when ended_on < period_end and completed then ended_on end)
        >= max(case when ended_on < period_end then ended_on end),
      false) as as_agreed
  from step join account_spell on started_on < period_end and (ended_on is null or ended_on >= period_start)
  group by period_start, period_end, months, account_id),
counted as (
  select period_start, months, count(*) filter (where at_end or not as_agreed) as customers,
    count(*) filter (where not at_end and not as_agreed) as lost
  from a
  where at_start and not exists (
    select 1 from ignored_span i
    where i.account_id = a.account_id and valid_from < period_end and (valid_to is null or valid_to >= period_end))
  group by period_start, months)
select period_start as month, customers as n, customers as numerator, lost as denominator,
  1e0 * months * customers / nullif(lost, 0) as value
from counted
