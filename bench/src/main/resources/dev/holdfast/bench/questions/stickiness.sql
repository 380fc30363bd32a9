select period_start as month, count(*) as n, sum(days) / 28e0 as numerator, count(*) as denominator,
  1e2 * sum(days) / 28 / count(*) as value
from (
  select period_start, account_id, person_id, count(*) as days
  from step_day join person_day using (day)
  where back <= 28 and value_events > 0 and person_id is not null
    and period_end - 28 >= (select min(day) from account_day)
  group by period_start, account_id, person_id) person
group by period_start
