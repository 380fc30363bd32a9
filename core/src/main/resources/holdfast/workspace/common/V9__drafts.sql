-- What people are writing but have not published, and what was said when it was.

CREATE TABLE definition_draft (
  kind       ${text}    NOT NULL,
  name       ${text}    NOT NULL,
  revision   ${integer} NOT NULL CHECK (revision > 0),
  text       ${text}    NOT NULL,
  note       ${text}    NOT NULL,
  author     ${text}    NOT NULL,
  saved_at   ${instant} NOT NULL,
  PRIMARY KEY (kind, name)
) ${options};

CREATE TABLE definition_release (
  kind         ${text}    NOT NULL,
  name         ${text}    NOT NULL,
  version      ${integer} NOT NULL,
  note         ${text}    NOT NULL,
  basis        ${text}    NOT NULL,
  author       ${text}    NOT NULL,
  released_at  ${instant} NOT NULL,
  PRIMARY KEY (kind, name, version),
  FOREIGN KEY (kind, name, version) REFERENCES definition_version (kind, name, version)
) ${options};
