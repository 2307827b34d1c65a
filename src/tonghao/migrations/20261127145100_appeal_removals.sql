-- migrate:up
-- What the staff of a circle removed can be appealed by its author, as an act of the platform.
ALTER TABLE appeals DROP CONSTRAINT appeals_against_check;
ALTER TABLE appeals ADD CONSTRAINT appeals_against_check
    CHECK (against IN ('hold', 'decision', 'sanction', 'restriction', 'removal'));

-- migrate:down
