-- migrate:up
-- The board shows what was tipped in a week beside what was looked at in it.

-- The views of each day on the circle's own clock: those by minute are for the breaker, and kept for two days.
CREATE TABLE circle_view_days (
    circle_id uuid   NOT NULL,
    day       date   NOT NULL,
    views     bigint NOT NULL CHECK (views > 0),
    PRIMARY KEY (circle_id, day)
) WITH (fillfactor = 80);
CREATE INDEX circle_view_days_day ON circle_view_days (day);
CREATE INDEX tips_given ON tips (given_at);

-- migrate:down
