-- migrate:up
-- What brings money in and takes it out has a brake of its own; a brake may have an end that was told.
ALTER TABLE feature_brakes DROP CONSTRAINT feature_brakes_feature_check;
ALTER TABLE feature_brakes ADD CONSTRAINT feature_brakes_feature_check
    CHECK (feature IN ('sign_up', 'posting', 'photos', 'comments', 'joining', 'tips', 'red_packets', 'transfers',
                       'top_ups', 'withdrawals'));
ALTER TABLE feature_brakes
    ADD COLUMN until timestamptz,
    ADD CONSTRAINT feature_brakes_until CHECK (until > at);
CREATE INDEX feature_brakes_due ON feature_brakes (until) WHERE ended_at IS NULL AND until IS NOT NULL;

-- migrate:down
