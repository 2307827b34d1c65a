-- migrate:up
-- How often posts of a circle were shown, by minute, and what the breaker made of it.

CREATE TABLE circle_views (
    circle_id uuid        NOT NULL,
    minute    timestamptz NOT NULL,
    views     integer     NOT NULL CHECK (views > 0),
    PRIMARY KEY (circle_id, minute)
) WITH (fillfactor = 80);
-- Only circles that are looked at have rows, so that the job of each minute reads those alone.
CREATE INDEX circle_views_minute ON circle_views (minute);

CREATE TABLE breaker_trips (
    circle_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    at            timestamptz NOT NULL,
    class         text        NOT NULL,
    restriction   text        NOT NULL CHECK (restriction IN ('photo_check', 'pre_check')),
    views         integer     NOT NULL,
    views_before  integer     NOT NULL,
    reports       integer     NOT NULL,
    holds         integer     NOT NULL,
    held_back     integer     NOT NULL,
    rates_version text        NOT NULL,
    PRIMARY KEY (circle_id, id)
);
CREATE INDEX breaker_trips_newest ON breaker_trips (at DESC, id DESC);

CREATE INDEX reports_circle ON reports (circle_id, at) WHERE circle_id IS NOT NULL;

-- Who works for the platform: few among many.
CREATE INDEX accounts_platform ON accounts (id) WHERE role <> 'member';

-- migrate:down
