with told as (
  select code, referrer_account_id, referred_account_id, status, occurred_at,
    row_number() over (partition by code order by occurred_at, recorded_at, fact_id) as number
  from fact_referral),
known as (
  select distinct code, referred_account_id from told where referred_account_id is not null
  union all
  select code, null from told group by code having count(referred_account_id) = 0),
referral as (
  select k.code, k.referred_account_id, max(t.referrer_account_id) as account_id, max(t.number) as last_number,
    min(t.occurred_at) filter (where t.status in ('shared', 'clicked')) as shared_at,
    min(t.occurred_at) filter (where t.status in ('signed_up', 'qualified', 'pending', 'approved', 'rewarded')) as referred_at,
    min(t.occurred_at) filter (where t.status in ('approved', 'rewarded')) as accepted_at
  from known k
  join told t on t.code = k.code and (t.referred_account_id is null or t.referred_account_id = k.referred_account_id)
  group by k.code, k.referred_account_id),
domain_of as (
  select account_id, domain
  from (
    select account_id, domain,
      row_number() over (partition by account_id order by occurred_at desc, recorded_at desc, fact_id desc) as newness
    from fact_account) state
  where newness = 1),
judged as (
  select referral.*, last_told.status,
    row_number() over (partition by referral.referred_account_id order by referred_at nulls last, referral.code) as touch,
    own.domain = their.domain as one_domain
  from referral
  join told last_told on last_told.code = referral.code and last_told.number = last_number
  left join domain_of own on own.account_id = referral.account_id
  left join domain_of their on their.account_id = referral.referred_account_id)
select date_trunc('month', referred_at) as month, count(*) as n, null as numerator, null as denominator, count(*) as value
from judged
where referred_at >= {from} and referred_at < {to} and (touch = 1 or referred_account_id is null) and accepted_at is not null
  and status not in ('denied', 'reversed') and referred_account_id is distinct from account_id and one_domain is not true
  and (shared_at is null or extract(epoch from referred_at - shared_at) <= 31536000)
group by 1
