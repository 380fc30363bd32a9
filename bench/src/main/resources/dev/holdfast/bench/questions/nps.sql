select date_trunc('month', occurred_at) as month, count(*) as n,
  count(*) filter (where score >= 9) - count(*) filter (where score <= 6) as numerator,
  count(*) as denominator,
  1e2 * (count(*) filter (where score >= 9) - count(*) filter (where score <= 6)) / count(*) as value
from (
  select occurred_at, score, row_number() over (
        partition by date_trunc('month', occurred_at), person_id, case when person_id is null then source || fact_id end
        order by occurred_at desc, recorded_at desc, fact_id desc) as newness
  from fact_survey_response
  where instrument = 'nps' and scale_min = 0 and scale_max = 10 and high_is_good
    and occurred_at >= {from} and occurred_at < {to}) answer
where newness = 1
group by 1
