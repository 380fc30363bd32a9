-- When people were last at a page, so that it can say what is new since then.

CREATE TABLE page_visit (
  user_id      ${integer} NOT NULL REFERENCES app_user (id),
  page         ${text}    NOT NULL,
  last_seen_at ${instant} NOT NULL,
  before_at    ${instant},
  PRIMARY KEY (user_id, page)
) ${options};
