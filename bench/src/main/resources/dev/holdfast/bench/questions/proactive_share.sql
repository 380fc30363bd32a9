select date_trunc('month', occurred_at) as month, count(*) as n, count(*) filter (where direction = 'proactive') as numerator,
  count(*) as denominator, 1e2 * count(*) filter (where direction = 'proactive') / count(*) as value
from fact_touch
where occurred_at >= {from} and occurred_at < {to}
group by 1
