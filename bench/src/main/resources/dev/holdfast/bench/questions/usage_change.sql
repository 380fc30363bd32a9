select period_start as month, before as n, recent as numerator, before as denominator,
  1e2 * recent / before - 100 as value
from (
  select period_start, coalesce(sum(events) filter (where back <= 28), 0) as recent,
    sum(events) filter (where back > 28) as before
  from step_day join account_day using (day)
  where period_end - 56 >= (select min(day) from account_day)
  group by period_start) windows
where before > 0
