select date_trunc('month', occurred_at) as month, count(*) as n, count(*) filter (where good) as numerator,
  count(*) as denominator, 1e2 * count(*) filter (where good) / count(*) as value
from (
  select occurred_at, case when high_is_good then score >= scale_max - 1 else score <= scale_min + 1 end as good
  from fact_survey_response
  where instrument = 'interaction' and scale_max - scale_min >= 3
    and occurred_at >= {from} and occurred_at < {to}) rating
group by 1
