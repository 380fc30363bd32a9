-- What people say of health has two layers: overrides, and the CSM's pulse.

ALTER TABLE health_override RENAME TO health_judgement;
ALTER TABLE health_judgement ADD COLUMN layer ${text} NOT NULL DEFAULT 'override';
