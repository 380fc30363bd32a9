select date_trunc('month', submitted_at) as month, count(*) as n, count(*) filter (where answer <> 'rejected') as numerator,
  count(*) as denominator, 1e2 * count(*) filter (where answer <> 'rejected') / count(*) as value
from (
  select told.lead_id, min(submitted_at) as submitted_at, min(status) filter (where number = first_answer) as answer
  from (
    select lead_id, status, row_number() over by_lead as number, min(occurred_at) over (partition by lead_id) as submitted_at
    from fact_lead
    window by_lead as (partition by lead_id order by occurred_at, recorded_at, fact_id)) told
  join (
    select lead_id, min(number) as first_answer
    from (
      select lead_id, status, row_number() over (partition by lead_id order by occurred_at, recorded_at, fact_id) as number
      from fact_lead) steps
    where status <> 'submitted'
    group by lead_id) decided on decided.lead_id = told.lead_id
  group by told.lead_id) lead_case
where submitted_at >= {from} and submitted_at < {to}
group by 1
