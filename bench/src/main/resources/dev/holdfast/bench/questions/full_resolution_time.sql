select date_trunc('month', solved_at) as month, count(*) as n, null as numerator, null as denominator,
  percentile_cont(0.5) within group (order by calendar_seconds) / 3600 as value
from ticket
where solved_at >= {from} and solved_at < {to}
group by 1
