select month, count(*) as n, null as numerator, null as denominator, count(*) as value
from (
  select date_trunc('month', cast(day as timestamp)) as month, person_id
  from person_day
  where day >= {from} and day < {to} and value_events > 0 and person_id is not null
  group by 1, 2) person
group by month
