select date_trunc('month', occurred_at) as month, count(*) as n, count(*) filter (where good) as numerator,
  count(*) as denominator, 1e2 * count(*) filter (where good) / count(*) as value
from (
  select occurred_at, case when high_is_good then score >= scale_max - 1 else score <= scale_min + 1 end as good,
    row_number() over (
        partition by date_trunc('month', occurred_at), person_id, case when person_id is null then source || fact_id end
        order by occurred_at desc, recorded_at desc, fact_id desc) as newness
  from fact_survey_response
  where instrument = 'csat' and scale_max - scale_min >= 3
    and occurred_at >= {from} and occurred_at < {to}) answer
where newness = 1
group by 1
