-- migrate:up
-- The daily head of the audit log, and whether an outside witness has it.

CREATE TABLE audit_days (
    day    date        PRIMARY KEY,
    number bigint      NOT NULL CHECK (number >= 0),
    hash   bytea       NOT NULL CHECK (length(hash) = 32),
    at     timestamptz NOT NULL
);
CREATE TRIGGER audit_days_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_days
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE witness_sendings (
    day         date        NOT NULL,
    way         text        NOT NULL CHECK (way IN ('webhook', 'mail')),
    tries       integer     NOT NULL DEFAULT 0 CHECK (tries >= 0),
    next_at     timestamptz NOT NULL,
    tried_at    timestamptz,
    received_at timestamptz,
    receipt     text        NOT NULL DEFAULT '' CHECK (length(receipt) <= 500),
    fault       text        NOT NULL DEFAULT '' CHECK (length(fault) <= 500),
    PRIMARY KEY (day, way),
    CHECK (received_at IS NULL OR fault = '')
);
CREATE INDEX witness_sendings_due ON witness_sendings (next_at) WHERE received_at IS NULL;

-- migrate:down
