with answer as (
  select *
  from (
    select account_id, person_id, occurred_at, row_number() over (
        partition by date_trunc('month', occurred_at), person_id, case when person_id is null then source || fact_id end
        order by occurred_at desc, recorded_at desc, fact_id desc) as newness
    from fact_survey_response
    where instrument = 'nps' and scale_min = 0 and scale_max = 10 and high_is_good and score >= 9
      and occurred_at >= {from} and occurred_at < {to} and occurred_at <= {now} - interval '180 days') numbered
  where newness = 1),
share as (
  select referrer_account_id, referrer_person_id, code, min(occurred_at) as shared_at
  from fact_referral
  group by referrer_account_id, referrer_person_id, code)
select date_trunc('month', occurred_at) as month, count(*) as n, count(*) filter (where shared) as numerator,
  count(*) as denominator, 1e2 * count(*) filter (where shared) / count(*) as value
from (
  select occurred_at, exists (
    select 1 from share
    where referrer_account_id = account_id
      and (referrer_person_id is null or person_id is null or referrer_person_id = person_id)
      and shared_at >= occurred_at and shared_at < occurred_at + interval '181 days') as shared
  from answer) promoter
group by 1
