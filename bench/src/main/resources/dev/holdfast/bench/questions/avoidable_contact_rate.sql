select month, coalesce(contacts, 0) as n, coalesce(contacts, 0) as numerator, coalesce(people, 0) as denominator,
  1e2 * coalesce(contacts, 0) / people as value
from (
  select month, count(*) as people
  from (
    select cast(date_trunc('month', cast(day as timestamp)) as date) as month, person_id
    from person_day
    where day >= {from} and day < {to} and value_events > 0 and person_id is not null
    group by 1, 2) person
  group by month) active
full join (
  select cast(date_trunc('month', opened_at) as date) as month, count(*) as contacts
  from ticket
  where opened_at >= {from} and opened_at < {to}
    and cause in ('bug', 'product_defect', 'defect', 'unclear_ux', 'usability', 'missing_doc', 'missing_docs',
      'documentation', 'how_to', 'outage', 'feature_gap', 'integration')
  group by 1) opened using (month)
