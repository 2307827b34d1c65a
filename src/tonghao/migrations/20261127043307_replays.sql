-- migrate:up
-- Replays of November 2016 that somebody on duty asked for; nothing here is about a person.

CREATE TABLE replays (
    id       uuid             NOT NULL PRIMARY KEY,
    recall   double precision NOT NULL CHECK (recall BETWEEN 0 AND 1),
    seed     integer          NOT NULL CHECK (seed >= 0),
    version  text             NOT NULL,
    changes  jsonb            NOT NULL DEFAULT '{}',
    state    text             NOT NULL DEFAULT 'waiting'
             CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    frames   jsonb            NOT NULL DEFAULT '[]',
    outcome  jsonb,
    asked_at timestamptz      NOT NULL DEFAULT now(),
    ended_at timestamptz,
    CHECK ((state = 'done') = (outcome IS NOT NULL)),
    CHECK ((state IN ('done', 'failed')) = (ended_at IS NOT NULL))
);
-- One at a time: each takes a processor for a minute or two.
CREATE UNIQUE INDEX replays_running ON replays ((true)) WHERE state IN ('waiting', 'running');

-- migrate:down
