-- migrate:up
-- Passkeys, the challenges that they answer, and the codes for who has lost them.

CREATE TABLE passkeys (
    account_id      uuid        NOT NULL,
    id              uuid        NOT NULL,
    credential_id   bytea       NOT NULL CHECK (length(credential_id) BETWEEN 1 AND 1023),
    public_key      bytea       NOT NULL,
    sign_count      bigint      NOT NULL DEFAULT 0 CHECK (sign_count >= 0),
    backup_eligible boolean     NOT NULL,
    backed_up       boolean     NOT NULL,
    transports      text[]      NOT NULL DEFAULT '{}',
    name            text        NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    created_at      timestamptz NOT NULL DEFAULT now(),
    used_at         timestamptz,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, credential_id),
    CHECK (backup_eligible OR NOT backed_up)
);

-- Each is answered once, in five minutes, by the browser that asked for it.
CREATE TABLE passkey_challenges (
    id          uuid        PRIMARY KEY,
    purpose     text        NOT NULL CHECK (purpose IN ('register', 'sign_in', 'prove')),
    challenge   bytea       NOT NULL,
    account_id  uuid,
    session_id  uuid,
    binder_hash bytea,
    expires_at  timestamptz NOT NULL,
    CHECK ((purpose = 'sign_in') = (binder_hash IS NOT NULL)),
    CHECK ((purpose = 'sign_in') = (session_id IS NULL))
);
CREATE INDEX passkey_challenges_expiry ON passkey_challenges (expires_at);

CREATE TABLE recovery_codes (
    account_id uuid        NOT NULL,
    number     integer     NOT NULL CHECK (number BETWEEN 1 AND 10),
    code_hash  bytea       NOT NULL,
    used_at    timestamptz,
    PRIMARY KEY (account_id, number)
);

-- migrate:down
