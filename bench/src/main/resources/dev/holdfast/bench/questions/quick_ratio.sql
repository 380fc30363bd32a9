with a as (
  select period_start, period_end, account_id,
    coalesce(sum(amount_minor) filter (where kind in ('new', 'expansion')), 0) as won,
    coalesce(-sum(amount_minor) filter (where kind in ('contraction', 'churn')), 0) as lost
  from step join mrr_movement on day >= period_start and day < period_end
  group by period_start, period_end, account_id)
select period_start as month, count(*) filter (where won <> 0 or lost <> 0) as n, sum(won) / 1e2 as numerator,
  sum(lost) / 1e2 as denominator, 1e0 * sum(won) / nullif(sum(lost), 0) as value
from a
where not exists (
    select 1 from ignored_span i
    where i.account_id = a.account_id and valid_from < period_end and (valid_to is null or valid_to >= period_end))
group by period_start
