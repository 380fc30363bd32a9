select period_start as month, before as n, recent as numerator, before as denominator,
  1e2 * recent / before - 100 as value
from (
  select period_start, coalesce(sum(events) filter (where day >= period_end - 28), 0) as recent,
    sum(events) filter (where day < period_end - 28) as before
  from step join account_day on day >= period_end - 56 and day < period_end
  where period_end - 56 >= (select min(day) from account_day)
  group by period_start) windows
where before > 0
