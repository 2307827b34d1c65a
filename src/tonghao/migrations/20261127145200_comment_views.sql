-- migrate:up
-- How often a floor or a reply was shown to others, as posts are counted.

CREATE TABLE comment_views (
    circle_id  uuid   NOT NULL,
    comment_id uuid   NOT NULL,
    views      bigint NOT NULL CHECK (views > 0),
    PRIMARY KEY (circle_id, comment_id)
) WITH (fillfactor = 80);

-- migrate:down
