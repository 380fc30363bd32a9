with a as (
  select period_start, period_end, account_id, sum(amount_minor) as closing
  from step join mrr_movement on day < period_end
  group by period_start, period_end, account_id)
select period_start as month, count(*) filter (where closing <> 0) as n, null as numerator, null as denominator,
  sum(closing) / 1e2 as value
from a
where not exists (
    select 1 from ignored_span i
    where i.account_id = a.account_id and valid_from < period_end and (valid_to is null or valid_to >= period_end))
group by period_start
