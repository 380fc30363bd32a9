select date_trunc('month', day) as month, count(distinct account_id) as n, null as numerator, null as denominator,
  count(distinct account_id) as value
from account_day
where day >= {from} and day < {to} and value_events > 0
group by 1
