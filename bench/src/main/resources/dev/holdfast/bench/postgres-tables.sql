-- What is copied from Holdfast's facts.
create table fact_account (source text, fact_id text, occurred_at timestamp, recorded_at timestamp, account_id text, domain text, lifecycle text);
create table fact_subscription (source text, fact_id text, occurred_at timestamp, recorded_at timestamp, subscription_id text, account_id text, product text, quantity bigint, amount_minor bigint, currency text, billing_interval text, contract_type text, trial boolean, started_on date, term_end_on date, cancelled_on date);
create table fact_purchase (source text, fact_id text, occurred_at timestamp, recorded_at timestamp, order_id text, account_id text, amount_minor bigint, currency text, refund boolean);
create table fact_usage_event (occurred_at timestamp, account_id text, person_id text, quantity bigint);
create table fact_ticket_event (source text, fact_id text, occurred_at timestamp, recorded_at timestamp, ticket_id text, account_id text, person_id text, status text, cause text, public_reply boolean);
create table fact_survey_response (source text, fact_id text, occurred_at timestamp, recorded_at timestamp, instrument text, scale_min bigint, scale_max bigint, high_is_good boolean, score bigint, account_id text, person_id text);
create table fact_referral (source text, fact_id text, occurred_at timestamp, recorded_at timestamp, code text, referrer_account_id text, referrer_person_id text, referred_account_id text, status text);
create table fact_touch (source text, fact_id text, occurred_at timestamp, recorded_at timestamp, account_id text, direction text, minutes bigint);
create table fact_milestone (source text, fact_id text, occurred_at timestamp, recorded_at timestamp, account_id text, milestone text);
create table fact_lead (source text, fact_id text, occurred_at timestamp, recorded_at timestamp, lead_id text, account_id text, status text);
-- The team's hours are settings and no facts, so how much of them lies before each moment is copied as well.
create table working_time (starts_at timestamp, next_starts_at timestamp, utc_day date, works boolean, seconds_before double precision);
