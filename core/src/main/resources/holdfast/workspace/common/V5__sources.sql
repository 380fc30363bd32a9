-- Systems that send messages, and the write keys they send with. Of a key only a hash is kept.

CREATE TABLE source (
  id         ${identity},
  name       ${text}    NOT NULL UNIQUE,
  created_at ${instant} NOT NULL
) ${options};

CREATE TABLE write_key (
  id          ${identity},
  source_id   ${integer} NOT NULL REFERENCES source (id),
  secret_hash ${text}    NOT NULL UNIQUE,
  hint        ${text}    NOT NULL,
  created_at  ${instant} NOT NULL,
  created_by  ${text}    NOT NULL,
  ends_at     ${instant}
) ${options};
CREATE INDEX write_key_source ON write_key (source_id);
