-- What the team itself decides: definitions and their versions, overrides, marks, saved views.

CREATE TABLE definition_version (
  kind       ${text}    NOT NULL,
  name       ${text}    NOT NULL,
  version    ${integer} NOT NULL CHECK (version > 0),
  text       ${text}    NOT NULL,
  author     ${text}    NOT NULL,
  created_at ${instant} NOT NULL,
  PRIMARY KEY (kind, name, version)
) ${options};

CREATE TABLE health_override (
  id         ${identity},
  account_id ${text}    NOT NULL,
  value      ${text}    NOT NULL,
  reason     ${text}    NOT NULL,
  author     ${text}    NOT NULL,
  created_at ${instant} NOT NULL,
  expires_at ${instant} NOT NULL,
  ended_at   ${instant}
) ${options};
CREATE INDEX health_override_account ON health_override (account_id, created_at);

CREATE TABLE worklist_mark (
  id         ${identity},
  account_id ${text}    NOT NULL,
  kind       ${text}    NOT NULL,
  until_at   ${instant},
  reason     ${text}    NOT NULL,
  author     ${text}    NOT NULL,
  marked_at  ${instant} NOT NULL
) ${options};
CREATE INDEX worklist_mark_account ON worklist_mark (account_id, marked_at);

CREATE TABLE saved_view (
  id         ${identity},
  owner_id   ${integer} NOT NULL REFERENCES app_user (id),
  page       ${text}    NOT NULL,
  name       ${text}    NOT NULL,
  query      ${text}    NOT NULL,
  shared     ${integer} NOT NULL CHECK (shared IN (0, 1)),
  updated_at ${instant} NOT NULL,
  UNIQUE (owner_id, page, name)
) ${options};
