with a as (
  select period_start, period_end, account_id, sum(amount_minor) as closing
  from step join mrr_movement on day < period_end
  group by period_start, period_end, account_id),
paying as (
  select period_start, count(*) as customers, sum(closing) as revenue
  from a
  where closing > 0 and not exists (
    select 1 from ignored_span i
    where i.account_id = a.account_id and valid_from < period_end and (valid_to is null or valid_to >= period_end))
  group by period_start),
stayed as (
  select period_start, count(*) filter (where ended_on < period_end and not completed) as ends,
    sum(least(coalesce(ended_on, period_end), period_end) - greatest(started_on, period_start)) / (365.25 / 12) as customer_months
  from step join account_spell a on started_on < period_end and (ended_on is null or ended_on >= period_start)
  where not exists (
    select 1 from ignored_span i
    where i.account_id = a.account_id and valid_from < period_end and (valid_to is null or valid_to >= period_end))
  group by period_start)
select period_start as month, customers as n, null as numerator, null as denominator,
  1e0 * revenue / 100 / customers * customer_months / nullif(ends, 0) as value
from paying join stayed using (period_start)
