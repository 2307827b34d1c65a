-- migrate:up
-- The board reads a week over all circles.

CREATE INDEX circle_weeks_board ON circle_weeks (week, score, circle_id);
CREATE INDEX media_uses_since ON media_uses (since) WHERE place_kind = 'post';

-- What was published in a week, whenever it was written: ranges of blocks are too wide for a page.
DROP INDEX posts_published;
CREATE INDEX posts_published ON posts (published_at) WHERE published_at IS NOT NULL;

-- migrate:down
