select date_trunc('month', first_solved_at) as month, count(*) as n, count(*) filter (where reopens > 0) as numerator,
  count(*) as denominator, 1e2 * count(*) filter (where reopens > 0) / count(*) as value
from ticket
where first_solved_at >= {from} and first_solved_at < {to}
  and not coalesce(cause in ('merged', 'spam', 'auto_closed'), false)
group by 1
