with seat as (
  select period_start, period_end, account_id, max(seats) as seats
  from (
    select period_start, period_end, account_id, product, sum(quantity) as seats
    from step join stretch on from_day < period_end and to_day >= period_end
    where not trial
    group by period_start, period_end, account_id, product) bought
  group by period_start, period_end, account_id
  having max(seats) > 0),
active as (
  select period_start, account_id, count(*) as people
  from (
    select cast(date_trunc('month', cast(day as timestamp)) as date) as period_start, account_id, person_id
    from person_day
    where day >= {from} and day < {to} and value_events > 0 and person_id is not null
    group by 1, 2, 3) person
  group by period_start, account_id)
select period_start as month, count(*) as n, sum(coalesce(people, 0)) as numerator, sum(seats) as denominator,
  1e2 * sum(coalesce(people, 0)) / sum(seats) as value
from seat left join active using (period_start, account_id)
group by period_start
