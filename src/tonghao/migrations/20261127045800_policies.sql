-- migrate:up
-- The platform's changes of the policy that ships, and which of them is in force when. Nothing here is
-- ever changed: a change is a new version, and the last order that has begun is the one that counts.

CREATE TABLE policy_versions (
    number  integer     NOT NULL PRIMARY KEY CHECK (number > 0),
    overlay jsonb       NOT NULL,
    note    text        NOT NULL CHECK (note <> ''),
    made_by uuid        NOT NULL,
    at      timestamptz NOT NULL DEFAULT now()
);

-- Version 0 is the policy that ships.
CREATE TABLE policy_orders (
    id           bigint      NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number       integer     NOT NULL CHECK (number >= 0),
    effective_at timestamptz NOT NULL,
    reason       text        NOT NULL CHECK (reason <> ''),
    ordered_by   uuid        NOT NULL,
    at           timestamptz NOT NULL DEFAULT now()
);

-- What a version would have decided about the last days; counted by a job.
CREATE TABLE policy_replays (
    id       uuid        NOT NULL PRIMARY KEY,
    number   integer     NOT NULL,
    against  integer     NOT NULL,
    days     integer     NOT NULL CHECK (days BETWEEN 1 AND 30),
    state    text        NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    total    integer     NOT NULL DEFAULT 0,
    done     integer     NOT NULL DEFAULT 0,
    counts   jsonb       NOT NULL DEFAULT '{}',
    changed  jsonb       NOT NULL DEFAULT '[]',
    asked_by uuid        NOT NULL,
    at       timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz
);
CREATE INDEX policy_replays_at ON policy_replays (at DESC, id DESC);

-- What was made in the last days, for the replay.
CREATE INDEX posts_made ON posts (created_at, id);
CREATE INDEX comments_made ON comments (created_at, id);
CREATE INDEX media_made ON media (created_at, id);

-- migrate:down
