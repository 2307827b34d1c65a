-- migrate:up
-- The breaker counts who tips beside who looks, and pauses tips with the photos.
ALTER TABLE breaker_trips
    ADD COLUMN tippers integer NOT NULL DEFAULT 0,
    ADD COLUMN tips_paused boolean NOT NULL DEFAULT false;
CREATE INDEX tips_circle ON tips (circle_id, given_at);

-- What moves money has a brake of its own in the whole place, too.
ALTER TABLE feature_brakes DROP CONSTRAINT feature_brakes_feature_check;
ALTER TABLE feature_brakes ADD CONSTRAINT feature_brakes_feature_check
    CHECK (feature IN ('sign_up', 'posting', 'photos', 'comments', 'joining', 'tips', 'red_packets', 'transfers'));

-- migrate:down
