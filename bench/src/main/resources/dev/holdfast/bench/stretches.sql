-- Stretches of subscriptions with one price, the movements of revenue and the spells of customers
-- that follow from them, and who was marked as ignored when. Amounts are in one currency.
create table ignored_span as
  select account_id, valid_from, valid_to
  from (
    select account_id, lifecycle, occurred_at as valid_from,
      lead(occurred_at) over (partition by account_id order by occurred_at, recorded_at, fact_id) as valid_to
    from fact_account) state
  where lifecycle = 'ignored';

create table stretch as
  with told as (
    select *, cast(occurred_at as date) as day,
      case
        when contract_type = 'fixed_term' then coalesce(term_end_on, cancelled_on, date '9999-12-31')
        when cancelled_on is null then date '9999-12-31'
        when term_end_on > cancelled_on then term_end_on
        else cancelled_on
      end as end_on,
      row_number() over (
        partition by subscription_id, cast(occurred_at as date)
        order by occurred_at desc, recorded_at desc, fact_id desc) as newness
    from fact_subscription),
  version as (
    select *, row_number() over by_day as number,
      coalesce(lead(day) over by_day, date '9999-12-31') as next_day,
      coalesce(lead(end_on) over by_day, date '9999-12-31') as next_end,
      coalesce(
        min(case when end_on <= day then end_on end) over (
          partition by subscription_id order by day rows between 1 following and unbounded following),
        date '9999-12-31') as ended_before,
      case billing_interval
        when 'month' then 1 when 'quarter' then 1 when 'half_year' then 1 when 'year' then 1
        when 'week' then 13 when 'day' then 365 else 0
      end * amount_minor as parts,
      case billing_interval
        when 'quarter' then 3 when 'half_year' then 6 when 'year' then 12
        when 'week' then 3 when 'day' then 12 else 1
      end as whole
    from told
    where newness = 1
    window by_day as (partition by subscription_id order by day)),
  priced as (
    select *, cast((parts - parts % whole) / whole as bigint) as floor_minor,
      case when number = 1 then started_on else greatest(day, started_on) end as from_day,
      least(end_on, ended_before) as last_end,
      least(next_day, end_on, ended_before) as to_day
    from version
    where contract_type <> 'one_off')
  select account_id, subscription_id, from_day, to_day,
    case
      when trial then 0
      when 2 * (parts % whole) > whole or (2 * (parts % whole) = whole and floor_minor % 2 = 1) then floor_minor + 1
      else floor_minor
    end as monthly_minor,
    trial, contract_type = 'fixed_term' as fixed_term,
    to_day = last_end and not (next_day = last_end and next_end > next_day and ended_before > next_day) as ends,
    quantity, product
  from priced
  where from_day < to_day or (from_day = to_day and to_day = last_end and from_day = started_on);
