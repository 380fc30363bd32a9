-- Requests that programs named, so that sending one again changes nothing. Kept for some days.

CREATE TABLE idempotency_key (
  source     ${text}    NOT NULL,
  name       ${text}    NOT NULL,
  body_hash  ${text}    NOT NULL,
  done       ${integer} NOT NULL CHECK (done IN (0, 1)),
  created_at ${instant} NOT NULL,
  PRIMARY KEY (source, name)
) ${options};
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);
