with a as (
  select period_start, period_end, months, account_id, sum(amount_minor) as revenue
  from step join fact_purchase on occurred_at >= period_start and occurred_at < period_end
  group by period_start, period_end, months, account_id
  having count(*) filter (where not refund) > 0)
select period_start as month, count(*) as n, sum(revenue) / 1e2 as numerator, count(*) as denominator,
  3.5 * sum(revenue) / 100 / count(*) / (months / 12) as value
from a
where not exists (
    select 1 from ignored_span i
    where i.account_id = a.account_id and valid_from < period_end and (valid_to is null or valid_to >= period_end))
group by period_start, months
