-- What backtests of health profiles found, and what people decided on them. Rows are only added.

CREATE TABLE backtest_report (
  id              ${identity},
  profile         ${text}    NOT NULL,
  profile_version ${integer} NOT NULL,
  definition      ${text}    NOT NULL,
  verdict         ${text}    NOT NULL,
  report_json     ${text}    NOT NULL,
  author          ${text}    NOT NULL,
  made_at         ${instant} NOT NULL
) ${options};
CREATE INDEX backtest_report_profile ON backtest_report (profile, profile_version, id);

CREATE TABLE backtest_decision (
  id              ${identity},
  profile         ${text}    NOT NULL,
  profile_version ${integer} NOT NULL,
  report_id       ${integer} REFERENCES backtest_report (id),
  decision        ${text}    NOT NULL,
  reason          ${text}    NOT NULL,
  author          ${text}    NOT NULL,
  decided_at      ${instant} NOT NULL
) ${options};
CREATE INDEX backtest_decision_profile ON backtest_decision (profile, profile_version, id);
