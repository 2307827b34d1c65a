-- migrate:up
-- Holds that end by themselves, the running audit of the books, and the seal of each day.

-- The money of a hold lies in an account of its own; this row says whose it was, and until when.
CREATE TABLE ledger_holds (
    id           uuid        PRIMARY KEY,
    from_id      uuid        NOT NULL,
    held_id      uuid        NOT NULL UNIQUE,
    currency     text        NOT NULL,
    amount_minor bigint      NOT NULL CHECK (amount_minor > 0),
    state        text        NOT NULL DEFAULT 'placed'
                             CHECK (state IN ('placed', 'captured', 'released', 'expired')),
    tries        integer     NOT NULL DEFAULT 0,
    placed_at    timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    CHECK ((state = 'placed') = (ended_at IS NULL))
);
CREATE INDEX ledger_holds_due ON ledger_holds (expires_at, id) WHERE state = 'placed';

-- How far the running audit came with each account: it goes on from there.
CREATE TABLE ledger_marks (
    account_id    uuid   PRIMARY KEY,
    version       bigint NOT NULL CHECK (version > 0),
    balance_minor bigint NOT NULL
);

CREATE TABLE ledger_audits (
    id             uuid        PRIMARY KEY,
    is_full        boolean     NOT NULL,
    account_count  bigint      NOT NULL,
    transfer_count bigint      NOT NULL,
    faults         text[]      NOT NULL,
    began_at       timestamptz NOT NULL,
    took_seconds   float8      NOT NULL
);
CREATE INDEX ledger_audits_began ON ledger_audits (began_at DESC);

-- One day of transfers, in a hash that carries the hash of the day before.
CREATE TABLE ledger_seals (
    day            date        PRIMARY KEY,
    transfer_count bigint      NOT NULL CHECK (transfer_count >= 0),
    sums           jsonb       NOT NULL,
    previous       bytea       NOT NULL CHECK (length(previous) = 32),
    sha256         bytea       NOT NULL CHECK (length(sha256) = 32),
    sealed_at      timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER ledger_seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_seals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON ledger_seals FROM CURRENT_USER;

-- migrate:down
