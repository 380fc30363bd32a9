select date_trunc('month', first_solved_at) as month, count(*) as n, count(*) filter (where settled) as numerator,
  count(*) as denominator, 1e2 * count(*) filter (where settled) / count(*) as value
from (
  select first_solved_at, cause,
    reopens = 0
      and (
        person_id is null or cause is null or next_opened_at is null
        or next_opened_at >= first_solved_at + interval '7' day) as settled
  from (
    select *, lead(opened_at) over (partition by account_id, person_id, cause order by opened_at, ticket_id) as next_opened_at
    from ticket) related) contact
where first_solved_at >= {from} and first_solved_at < {to}
  and not coalesce(cause in ('merged', 'spam', 'auto_closed'), false)
group by 1
