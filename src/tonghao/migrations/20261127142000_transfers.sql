-- migrate:up
-- Money from one person to another: transfers that wait to be accepted, requests, splits, codes.

CREATE TABLE transfers (
    id           uuid        PRIMARY KEY,
    from_id      uuid        NOT NULL,
    to_id        uuid        NOT NULL CHECK (to_id <> from_id),
    amount_minor bigint      NOT NULL CHECK (amount_minor > 0),
    currency     text        NOT NULL CHECK (length(currency) = 3),
    note         text        NOT NULL DEFAULT '' CHECK (length(note) <= 100),
    state        text        NOT NULL
                 CHECK (state IN ('delayed', 'waiting', 'accepted', 'declined', 'expired', 'cancelled')),
    -- From when on the receiver sees it, and until when it can be accepted.
    deliver_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL CHECK (expires_at > deliver_at),
    ended_at     timestamptz,
    -- How often the books refused to let the money out of escrow, and when it is tried again.
    tries        smallint    NOT NULL DEFAULT 0 CHECK (tries >= 0),
    retry_at     timestamptz,
    created_at   timestamptz NOT NULL,
    CHECK ((state IN ('delayed', 'waiting')) = (ended_at IS NULL))
);
CREATE INDEX transfers_sent ON transfers (from_id, created_at DESC, id DESC);
CREATE INDEX transfers_received ON transfers (to_id, created_at DESC, id DESC);
CREATE INDEX transfers_due ON transfers (coalesce(retry_at, expires_at)) WHERE ended_at IS NULL;
CREATE INDEX transfers_delayed ON transfers (deliver_at) WHERE state = 'delayed';

-- How long money waits before somebody new can see and accept it.
CREATE TABLE transfer_wishes (
    account_id  uuid     PRIMARY KEY,
    delay_hours smallint NOT NULL CHECK (delay_hours IN (0, 2, 24))
);

-- `from_id` asks, `to_id` is to pay.
CREATE TABLE money_requests (
    id             uuid        PRIMARY KEY,
    from_id        uuid        NOT NULL,
    to_id          uuid        NOT NULL CHECK (to_id <> from_id),
    amount_minor   bigint      NOT NULL CHECK (amount_minor > 0),
    currency       text        NOT NULL CHECK (length(currency) = 3),
    note           text        NOT NULL DEFAULT '' CHECK (length(note) <= 100),
    state          text        NOT NULL CHECK (state IN ('open', 'paid', 'declined', 'withdrawn', 'expired')),
    expires_at     timestamptz NOT NULL,
    reminded_at    timestamptz,
    reminder_count smallint    NOT NULL DEFAULT 0 CHECK (reminder_count BETWEEN 0 AND 3),
    group_id       uuid,
    ended_at       timestamptz,
    created_at     timestamptz NOT NULL,
    CHECK ((state = 'open') = (ended_at IS NULL)),
    CHECK (group_id IS NULL OR state = 'paid')
);
CREATE INDEX money_requests_asked ON money_requests (from_id, created_at DESC, id DESC);
CREATE INDEX money_requests_received ON money_requests (to_id, created_at DESC, id DESC);
CREATE INDEX money_requests_due ON money_requests (expires_at) WHERE state = 'open';

CREATE TABLE splits (
    id             uuid        PRIMARY KEY,
    made_by        uuid        NOT NULL,
    title          text        NOT NULL CHECK (length(title) BETWEEN 1 AND 40),
    method         text        NOT NULL CHECK (method IN ('equal', 'each')),
    total_minor    bigint      NOT NULL CHECK (total_minor > 0),
    currency       text        NOT NULL CHECK (length(currency) = 3),
    share_count    smallint    NOT NULL CHECK (share_count BETWEEN 2 AND 50),
    open_count     smallint    NOT NULL CHECK (open_count BETWEEN 0 AND share_count),
    reminded_at    timestamptz,
    reminder_count smallint    NOT NULL DEFAULT 0 CHECK (reminder_count BETWEEN 0 AND 3),
    closed_at      timestamptz,
    created_at     timestamptz NOT NULL
);
CREATE INDEX splits_maker ON splits (made_by);

-- `own` is the part of whoever paid the bill; `dropped` was still open when it was closed.
CREATE TABLE split_shares (
    split_id     uuid        NOT NULL,
    account_id   uuid        NOT NULL,
    amount_minor bigint      NOT NULL CHECK (amount_minor > 0),
    state        text        NOT NULL CHECK (state IN ('open', 'paid', 'own', 'declined', 'dropped')),
    group_id     uuid,
    ended_at     timestamptz,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (split_id, account_id),
    CHECK ((state = 'paid') = (group_id IS NOT NULL)),
    CHECK ((state = 'open') = (ended_at IS NULL))
);
CREATE INDEX split_shares_account ON split_shares (account_id, created_at DESC, split_id DESC);

-- Shown by who pays: works once, for a minute, up to a sum that they agreed to.
CREATE TABLE pay_codes (
    token_hash   bytea       PRIMARY KEY,
    account_id   uuid        NOT NULL,
    -- The device on which it was made, and whether the pay password or a passkey was shown for it.
    session_id   uuid        NOT NULL,
    is_confirmed boolean     NOT NULL,
    most_minor   bigint      NOT NULL CHECK (most_minor > 0),
    currency     text        NOT NULL CHECK (length(currency) = 3),
    expires_at   timestamptz NOT NULL,
    payment_id   uuid,
    made_at      timestamptz NOT NULL
);
CREATE INDEX pay_codes_account ON pay_codes (account_id, made_at DESC);

-- Printed or shown by who is paid; what comes in by it on one day has a limit.
CREATE TABLE collect_codes (
    id              uuid        PRIMARY KEY,
    account_id      uuid        NOT NULL,
    day_limit_minor bigint      NOT NULL CHECK (day_limit_minor > 0),
    day             date        NOT NULL,
    day_minor       bigint      NOT NULL DEFAULT 0 CHECK (day_minor BETWEEN 0 AND day_limit_minor),
    retired_at      timestamptz,
    made_at         timestamptz NOT NULL
);
CREATE UNIQUE INDEX collect_codes_current ON collect_codes (account_id) WHERE retired_at IS NULL;

CREATE TABLE code_payments (
    id           uuid        PRIMARY KEY,
    way          text        NOT NULL CHECK (way IN ('pay_code', 'collect_code')),
    code_id      uuid,
    from_id      uuid        NOT NULL,
    to_id        uuid        NOT NULL CHECK (to_id <> from_id),
    amount_minor bigint      NOT NULL CHECK (amount_minor > 0),
    currency     text        NOT NULL CHECK (length(currency) = 3),
    note         text        NOT NULL DEFAULT '' CHECK (length(note) <= 100),
    created_at   timestamptz NOT NULL,
    CHECK ((way = 'collect_code') = (code_id IS NOT NULL))
);
CREATE INDEX code_payments_sent ON code_payments (from_id, created_at DESC, id DESC);
CREATE INDEX code_payments_received ON code_payments (to_id, created_at DESC, id DESC);

-- migrate:down
