select date_trunc('month', day) as month, count(distinct person_id) as n, null as numerator, null as denominator,
  count(distinct person_id) as value
from person_day
where day >= {from} and day < {to} and value_events > 0 and person_id is not null
group by 1
