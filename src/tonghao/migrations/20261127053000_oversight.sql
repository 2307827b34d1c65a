-- migrate:up
-- How often a post was shown to others, and what more each week of a circle is measured by.

CREATE TABLE post_views (
    circle_id uuid   NOT NULL,
    post_id   uuid   NOT NULL,
    views     bigint NOT NULL CHECK (views > 0),
    PRIMARY KEY (circle_id, post_id)
) WITH (fillfactor = 80);

ALTER TABLE circle_weeks
    ADD COLUMN written         integer NOT NULL DEFAULT 0,
    ADD COLUMN flagged         integer NOT NULL DEFAULT 0,
    ADD COLUMN verdicts        integer NOT NULL DEFAULT 0,
    ADD COLUMN verdict_p50_ms  integer,
    ADD COLUMN verdict_p95_ms  integer,
    ADD COLUMN looks           integer NOT NULL DEFAULT 0,
    ADD COLUMN look_p50_seconds integer,
    ADD COLUMN look_p95_seconds integer,
    ADD COLUMN open_cases      integer NOT NULL DEFAULT 0,
    ADD COLUMN alarms          integer NOT NULL DEFAULT 0,
    ADD COLUMN removed         integer NOT NULL DEFAULT 0,
    ADD CHECK (flagged <= written);

CREATE INDEX media_uses_shown ON media_uses (circle_id, since) WHERE place_kind = 'post';

-- Four points of five stand after those that have all.
DROP INDEX circles_discover;
CREATE INDEX circles_discover ON circles ((score = 5) DESC, member_count DESC, id DESC)
    WHERE kind <> 'invite' AND state = 'open';
DROP INDEX circles_topic;
CREATE INDEX circles_topic ON circles (topic, (score = 5) DESC, member_count DESC, id DESC)
    WHERE kind <> 'invite' AND state = 'open';

-- migrate:down
