-- migrate:up
-- The breaker sees what is held before anybody looks: held and removed posts by the hour.
CREATE INDEX posts_kept_back ON posts (created_at) INCLUDE (circle_id, author_id)
 WHERE state IN ('held', 'removed');

-- Of how many people who posted photos the holds were; the trips before did not count them.
ALTER TABLE breaker_trips ADD COLUMN photo_authors integer NOT NULL DEFAULT 0;

-- migrate:down
