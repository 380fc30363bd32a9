select month, count(*) as n, sum(amount) as numerator, count(*) as denominator, 1e0 * sum(amount) / count(*) as value
from (
  select date_trunc('month', cast(day as timestamp)) as month, account_id, person_id, sum(value_events) as amount
  from person_day
  where day >= {from} and day < {to} and value_events > 0 and person_id is not null
  group by 1, 2, 3) person
group by 1
