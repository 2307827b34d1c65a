-- migrate:up
-- A phone beside the mail, codes for either, devices that are known, and how freshly a session was proved.

ALTER TABLE accounts
    ADD COLUMN phone       text CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
    ADD COLUMN second_step boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT accounts_deleted_without_phone CHECK (state <> 'deleted' OR phone IS NULL);

CREATE TABLE phone_claims (
    phone      text PRIMARY KEY CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
    account_id uuid NOT NULL
);

-- What a code is sent to: an address or a number.
ALTER TABLE one_time_codes RENAME COLUMN email TO target;
ALTER TABLE one_time_codes DROP CONSTRAINT one_time_codes_purpose_check;
ALTER TABLE one_time_codes ADD CONSTRAINT one_time_codes_purpose_check
    CHECK (purpose IN ('sign_up', 'reset', 'sign_in', 'add'));

ALTER TABLE sessions
    ADD COLUMN method       text NOT NULL DEFAULT 'password'
               CHECK (method IN ('password', 'code', 'passkey', 'recovery', 'sign_up', 'claim', 'door')),
    -- Until then the holder has just shown a password or a passkey, and may change what is grave.
    ADD COLUMN proved_until timestamptz;

-- A browser that has been signed in before; its cookie is random and kept as a hash.
CREATE TABLE known_devices (
    account_id uuid        NOT NULL,
    token_hash bytea       NOT NULL,
    user_agent text        NOT NULL DEFAULT '',
    first_at   timestamptz NOT NULL DEFAULT now(),
    seen_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, token_hash)
);
CREATE INDEX known_devices_seen ON known_devices (seen_at);

-- The link in the mail about a new device: whoever holds it ends that session and sets a new password.
CREATE TABLE device_alerts (
    account_id   uuid        NOT NULL,
    session_id   uuid        NOT NULL,
    device_hash  bytea       NOT NULL,
    token_hash   bytea,
    user_agent   text        NOT NULL DEFAULT '',
    at           timestamptz NOT NULL DEFAULT now(),
    mailed_at    timestamptz,
    disavowed_at timestamptz,
    expires_at   timestamptz NOT NULL,
    PRIMARY KEY (account_id, session_id)
);
CREATE INDEX device_alerts_expiry ON device_alerts (expires_at);

-- The password was right and the second step is still to come.
CREATE TABLE sign_in_tickets (
    account_id uuid        NOT NULL,
    token_hash bytea       NOT NULL,
    method     text        NOT NULL CHECK (method IN ('password', 'code')),
    attempts   integer     NOT NULL DEFAULT 0,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, token_hash)
);
CREATE INDEX sign_in_tickets_expiry ON sign_in_tickets (expires_at);

-- migrate:down
