select period_start as month, count(distinct account_id) as n, null as numerator, null as denominator,
  sum(amount_minor) / 1e2 as value
from step join mrr_movement a on day >= period_start and day < period_end
where not exists (
    select 1 from ignored_span i
    where i.account_id = a.account_id and valid_from < period_end and (valid_to is null or valid_to >= period_end))
group by period_start
