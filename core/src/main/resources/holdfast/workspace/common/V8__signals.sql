-- What people say about signals: not now, not ever, of use or not, and how they want to hear of them.

CREATE TABLE signal_mute (
  id         ${identity},
  rule       ${text}    NOT NULL,
  account_id ${text},
  reason     ${text}    NOT NULL,
  author     ${text}    NOT NULL,
  created_at ${instant} NOT NULL,
  until_at   ${instant},
  ended_at   ${instant}
) ${options};
CREATE INDEX signal_mute_rule ON signal_mute (rule, account_id);

CREATE TABLE signal_verdict (
  id         ${identity},
  rule       ${text}    NOT NULL,
  account_id ${text}    NOT NULL,
  episode    ${text}    NOT NULL,
  useful     ${integer} NOT NULL CHECK (useful IN (0, 1)),
  author     ${text}    NOT NULL,
  judged_at  ${instant} NOT NULL
) ${options};
CREATE INDEX signal_verdict_episode ON signal_verdict (rule, account_id, episode);

CREATE TABLE signal_delivery (
  user_id ${integer} PRIMARY KEY REFERENCES app_user (id),
  how     ${text}    NOT NULL CHECK (how IN ('INSTANT', 'DIGEST')),
  set_at  ${instant} NOT NULL
) ${options};
