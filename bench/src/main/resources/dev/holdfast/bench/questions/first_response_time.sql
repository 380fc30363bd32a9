select date_trunc('month', first_reply_at) as month, count(*) as n, null as numerator, null as denominator,
  percentile_cont(0.5) within group (order by first_reply_seconds) / 3600 as value
from ticket
where first_reply_at >= {from} and first_reply_at < {to}
  and not coalesce(cause in ('merged', 'spam', 'auto_closed'), false)
group by 1
