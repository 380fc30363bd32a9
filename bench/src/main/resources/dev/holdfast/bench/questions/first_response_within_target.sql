select date_trunc('month', first_reply_at) as month, count(*) as n,
  count(*) filter (where first_reply_business_seconds <= 14400) as numerator, count(*) as denominator,
  1e2 * count(*) filter (where first_reply_business_seconds <= 14400) / count(*) as value
from ticket
where first_reply_at >= {from} and first_reply_at < {to}
  and not coalesce(cause in ('merged', 'spam', 'auto_closed'), false)
group by 1
