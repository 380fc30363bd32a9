select date_trunc('month', first_solved_at) as month, count(*) as n, null as numerator, null as denominator,
  percentile_cont(0.5) within group (order by first_resolution_seconds) / 3600 as value
from ticket
where first_solved_at >= {from} and first_solved_at < {to}
  and not coalesce(cause in ('merged', 'spam', 'auto_closed'), false)
group by 1
