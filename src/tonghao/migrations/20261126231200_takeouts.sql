-- migrate:up
-- Everything about me, asked for by its owner, made by a job, kept for seven days.

CREATE TABLE takeouts (
    account_id uuid        NOT NULL,
    id         uuid        NOT NULL,
    state      text        NOT NULL DEFAULT 'waiting'
               CHECK (state IN ('waiting', 'running', 'ready', 'failed')),
    done       integer     NOT NULL DEFAULT 0 CHECK (done BETWEEN 0 AND 100),
    size_bytes bigint,
    asked_at   timestamptz NOT NULL DEFAULT now(),
    ready_at   timestamptz,
    expires_at timestamptz,
    PRIMARY KEY (account_id, id),
    CHECK ((state = 'ready') = (ready_at IS NOT NULL)),
    CHECK ((state = 'ready') = (expires_at IS NOT NULL)),
    CHECK ((state = 'ready') = (size_bytes IS NOT NULL))
);
-- One at a time.
CREATE UNIQUE INDEX takeouts_running ON takeouts (account_id) WHERE state IN ('waiting', 'running');
CREATE INDEX takeouts_expiry ON takeouts (expires_at) WHERE expires_at IS NOT NULL;

-- migrate:down
