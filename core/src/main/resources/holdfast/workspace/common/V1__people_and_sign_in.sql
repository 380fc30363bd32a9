-- People who use Holdfast, how they sign in, and what was changed by whom.
-- Types that differ between engines are placeholders; instants are ISO-8601 in UTC with six decimals.

CREATE TABLE app_user (
  id            ${identity},
  sign_in_name  ${text}    NOT NULL UNIQUE,
  display_name  ${text}    NOT NULL,
  password_hash ${text},
  role          ${text}    NOT NULL,
  scope         ${text}    NOT NULL,
  team          ${text},
  csm_id        ${text},
  active        ${integer} NOT NULL CHECK (active IN (0, 1)),
  created_at    ${instant} NOT NULL
) ${options};

CREATE TABLE web_session (
  token_hash   ${text}    NOT NULL PRIMARY KEY,
  user_id      ${integer} NOT NULL REFERENCES app_user (id),
  proof        ${text}    NOT NULL,
  created_at   ${instant} NOT NULL,
  last_seen_at ${instant} NOT NULL,
  expires_at   ${instant} NOT NULL
) ${options};
CREATE INDEX web_session_user ON web_session (user_id);

CREATE TABLE sign_in_link (
  token_hash ${text}    NOT NULL PRIMARY KEY,
  user_id    ${integer} NOT NULL REFERENCES app_user (id),
  created_at ${instant} NOT NULL,
  expires_at ${instant} NOT NULL,
  used_at    ${instant}
) ${options};

CREATE TABLE sign_in_attempt (
  id           ${identity},
  sign_in_name ${text}    NOT NULL,
  address      ${text}    NOT NULL,
  attempted_at ${instant} NOT NULL,
  succeeded    ${integer} NOT NULL CHECK (succeeded IN (0, 1))
) ${options};
CREATE INDEX sign_in_attempt_name ON sign_in_attempt (sign_in_name, attempted_at);
CREATE INDEX sign_in_attempt_address ON sign_in_attempt (address, attempted_at);

CREATE TABLE audit (
  id           ${identity},
  happened_at  ${instant} NOT NULL,
  user_id      ${integer},
  actor        ${text}    NOT NULL,
  action       ${text}    NOT NULL,
  subject_kind ${text}    NOT NULL,
  subject_id   ${text}    NOT NULL,
  before_json  ${text},
  after_json   ${text}
) ${options};
CREATE INDEX audit_subject ON audit (subject_kind, subject_id);
