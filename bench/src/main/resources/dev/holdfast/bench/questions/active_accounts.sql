select month, count(*) as n, null as numerator, null as denominator, count(*) as value
from (
  select date_trunc('month', cast(day as timestamp)) as month, account_id
  from account_day
  where day >= {from} and day < {to} and value_events > 0
  group by 1, 2) account
group by month
