-- The audit and the versions of definitions are only ever added to; the engine itself refuses anything else.

CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit is append-only');
END;

CREATE TRIGGER audit_keeps_content BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit is append-only');
END;

CREATE TRIGGER definition_version_keeps_rows BEFORE DELETE ON definition_version
BEGIN
  SELECT RAISE(ABORT, 'a version of a definition is never removed');
END;

CREATE TRIGGER definition_version_keeps_content BEFORE UPDATE ON definition_version
BEGIN
  SELECT RAISE(ABORT, 'a version of a definition is never changed');
END;
