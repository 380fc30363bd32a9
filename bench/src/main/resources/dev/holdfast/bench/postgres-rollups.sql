-- PostgreSQL's own rollups of the copied facts, and the indexes that the questions can use.
create function datesub(part text, earlier date, later date) returns integer
  language sql immutable
  as $$ select cast(12 * extract(year from age(later, earlier)) + extract(month from age(later, earlier)) as integer) $$;

create table person_day as
  select account_id, person_id, cast(occurred_at as date) as day,
    cast(sum(quantity) as bigint) as events, cast(sum(quantity) as bigint) as value_events
  from fact_usage_event
  group by account_id, person_id, cast(occurred_at as date)
  having sum(quantity) > 0;

create table account_day as
  select account_id, day, cast(sum(events) as bigint) as events, cast(sum(value_events) as bigint) as value_events
  from person_day
  group by account_id, day;

create table ticket as
  with ordered as (
    select *, row_number() over (
      partition by ticket_id
      order by occurred_at,
        case when status = 'closed' then 3 when status = 'solved' then 2 when status is not null then 1 else 0 end,
        recorded_at, fact_id) as number
    from fact_ticket_event),
  moved as (
    select *, coalesce(lag(status in ('solved', 'closed')) over (partition by ticket_id order by number), false) as was_done
    from ordered
    where status is not null),
  said as (
    select ticket_id, min(occurred_at) as opened_at,
      min(occurred_at) filter (where public_reply and number > 1) as first_reply_at,
      (array_agg(account_id order by number desc) filter (where account_id is not null))[1] as account_id,
      (array_agg(person_id order by number desc) filter (where person_id is not null))[1] as person_id,
      (array_agg(cause order by number desc) filter (where cause is not null))[1] as cause
    from ordered
    group by ticket_id),
  done as (
    select ticket_id, (array_agg(status order by number desc))[1] as status,
      min(occurred_at) filter (where status = 'solved' and not was_done) as first_solved_at,
      max(occurred_at) filter (where status = 'solved' and not was_done) as last_solved_at,
      count(*) filter (where status not in ('solved', 'closed') and was_done) as reopens
    from moved
    group by ticket_id),
  dated as (
    select said.*, coalesce(status, 'open') as status, first_solved_at, coalesce(reopens, 0) as reopens,
      case when status in ('solved', 'closed') then last_solved_at end as solved_at
    from said left join done using (ticket_id)),
  moment as (
    select ticket_id, opened_at as at, 'opening' as what from dated
    union all
    select ticket_id, first_reply_at, 'reply' from dated where first_reply_at is not null),
  worked as (
    select ticket_id, what, cast(
        seconds_before + case when works then extract(epoch from at - starts_at) else 0 end as double precision) as seconds
    from moment join working_time on utc_day = cast(at as date) and at >= starts_at and at < next_starts_at)
  select dated.*, cast(extract(epoch from solved_at - opened_at) as double precision) as calendar_seconds,
    cast(extract(epoch from first_reply_at - opened_at) as double precision) as first_reply_seconds,
    cast(extract(epoch from first_solved_at - opened_at) as double precision) as first_resolution_seconds,
    reply.seconds - opening.seconds as first_reply_business_seconds
  from dated
  left join worked opening on opening.ticket_id = dated.ticket_id and opening.what = 'opening'
  left join worked reply on reply.ticket_id = dated.ticket_id and reply.what = 'reply';

create table mrr_movement as
  with change as (
    select account_id, from_day as day, monthly_minor as amount, 0 as term_ended from stretch
    union all
    select account_id, to_day, -monthly_minor, case when fixed_term and ends then monthly_minor else 0 end
    from stretch
    where to_day < date '9999-12-31'),
  by_day as (
    select account_id, day, sum(amount) as amount, sum(term_ended) as term_ended
    from change
    group by account_id, day
    having sum(amount) <> 0),
  running as (
    select *, sum(amount) over account_days as after, row_number() over account_days as number
    from by_day
    window account_days as (partition by account_id order by day))
  select account_id, day,
    case
      when number = 1 then 'new'
      when amount > 0 and after = amount then 'reactivation'
      when amount > 0 then 'expansion'
      when amount + term_ended = 0 then 'completed'
      when after > 0 then 'contraction'
      else 'churn'
    end as kind,
    cast(amount as bigint) as amount_minor
  from running;

create table account_spell as
  with ordered as (
    select *, max(to_day) over (
      partition by account_id order by from_day, to_day
      rows between unbounded preceding and 1 preceding) as earlier_end
    from stretch
    where not trial),
  numbered as (
    select *, count(*) filter (where earlier_end is null or from_day > earlier_end) over (
      partition by account_id order by from_day, to_day
      rows between unbounded preceding and current row) as spell
    from ordered)
  select account_id, cast(spell as integer) as spell, min(from_day) as started_on,
    nullif(max(to_day), date '9999-12-31') as ended_on,
    max(to_day) < date '9999-12-31'
      and coalesce(max(to_day) filter (where not fixed_term), date '0070-01-01') < max(to_day) as completed
  from numbered
  group by account_id, spell;

create index on person_day (day) include (account_id, person_id, value_events);
create index on account_day (day) include (account_id, events, value_events);
create index on ticket (solved_at) include (calendar_seconds);
create index on ticket (opened_at) include (cause);
create index on ticket (first_reply_at) include (cause, first_reply_seconds, first_reply_business_seconds);
create index on ticket (first_solved_at) include (cause, first_resolution_seconds, reopens);
create index on ticket (account_id, person_id, cause, opened_at);
create index on mrr_movement (day) include (account_id, kind, amount_minor);
create index on mrr_movement (account_id, day) include (amount_minor);
create index on account_spell (started_on, ended_on) include (account_id, spell, completed);
create index on ignored_span (account_id);
create index on stretch (subscription_id, from_day, to_day);
create index on fact_survey_response (instrument, occurred_at);
create index on fact_survey_response (occurred_at) include (account_id);
create index on fact_touch (occurred_at) include (account_id, direction);
create index on fact_ticket_event (occurred_at) include (account_id);
create index on fact_purchase (occurred_at);
create index on fact_referral (code);
create index on fact_referral (referrer_account_id);
create index on fact_lead (lead_id);
create index on fact_milestone (milestone, account_id);
