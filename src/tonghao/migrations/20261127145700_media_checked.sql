-- migrate:up
-- A version of the policy judges again what was checked within some days, in the order of its verdicts.
CREATE INDEX media_checked ON media (checked_at, id) WHERE checked_at IS NOT NULL;

-- migrate:down
