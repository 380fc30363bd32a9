with due as (
  select distinct subscription_id, term_end_on as due_on
  from fact_subscription
  where term_end_on >= {from} and term_end_on < {to} and term_end_on <= {today}
    and not trial and contract_type = 'recurring'),
a as (
  select period_start, period_end, ran.account_id, runs.subscription_id is not null as renewed
  from due
  join step on due_on >= period_start and due_on < period_end
  join stretch ran on ran.subscription_id = due.subscription_id and ran.from_day < due_on and ran.to_day >= due_on
  left join stretch runs on runs.subscription_id = due.subscription_id and runs.from_day <= due_on and runs.to_day > due_on)
select period_start as month, count(*) as n, count(*) filter (where renewed) as numerator, count(*) as denominator,
  1e2 * count(*) filter (where renewed) / count(*) as value
from a
where not exists (
    select 1 from ignored_span i
    where i.account_id = a.account_id and valid_from < period_end and (valid_to is null or valid_to >= period_end))
group by period_start
