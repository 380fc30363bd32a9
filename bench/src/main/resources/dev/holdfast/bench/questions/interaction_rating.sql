select date_trunc('month', occurred_at) as month, count(distinct account_id) as n, sum(score) as numerator,
  count(*) as denominator, avg(score) as value
from fact_survey_response
where instrument = 'interaction' and scale_min = 1 and scale_max = 5 and high_is_good
  and occurred_at >= {from} and occurred_at < {to}
group by 1
