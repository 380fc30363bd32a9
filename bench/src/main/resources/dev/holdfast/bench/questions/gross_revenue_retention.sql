with a as (
  select period_start, period_end, account_id,
    coalesce(sum(amount_minor) filter (where day < period_start), 0) as opening,
    sum(amount_minor) as closing
  from step join mrr_movement on day < period_end
  group by period_start, period_end, account_id)
select period_start as month, count(*) as n, sum(least(opening, closing)) / 1e2 as numerator, sum(opening) / 1e2 as denominator,
  1e2 * sum(least(opening, closing)) / sum(opening) as value
from a
where opening > 0 and not exists (
    select 1 from ignored_span i
    where i.account_id = a.account_id and valid_from < period_end and (valid_to is null or valid_to >= period_end))
group by period_start
