-- migrate:up
-- What every feature stands on: events that leave with the commit, answers that are given once, limits.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE outbox (
    tx        xid8        NOT NULL DEFAULT pg_current_xact_id(),
    id        bigint      GENERATED ALWAYS AS IDENTITY,
    audience  text        NOT NULL,
    kind      text        NOT NULL,
    event     jsonb       NOT NULL,
    at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tx, id)
);
CREATE INDEX outbox_at ON outbox USING brin (at);
-- A device that was away catches up with what its audiences missed.
CREATE INDEX outbox_audience ON outbox (audience, tx, id);

CREATE TABLE relay_cursors (
    name text   PRIMARY KEY,
    tx   xid8   NOT NULL,
    id   bigint NOT NULL
);

CREATE TABLE idempotency_keys (
    account_id  uuid        NOT NULL,
    key         text        NOT NULL CHECK (length(key) BETWEEN 8 AND 128),
    fingerprint bytea       NOT NULL,
    answer      bytea,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, key)
);
CREATE INDEX idempotency_keys_created ON idempotency_keys USING brin (created_at);

CREATE UNLOGGED TABLE rate_limits (
    key        text        PRIMARY KEY,
    hits       integer     NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX rate_limits_expiry ON rate_limits (expires_at);

-- migrate:down
