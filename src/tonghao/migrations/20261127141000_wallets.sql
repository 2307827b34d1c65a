-- migrate:up
-- What stands beside the money: the pay password, what was used of the limits, and the words of the history.

CREATE TABLE pay_passwords (
    account_id    uuid        PRIMARY KEY,
    password_hash text        NOT NULL,
    -- Counted before a try is looked at; back to none when one fits.
    tries         integer     NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 5),
    tried_at      timestamptz NOT NULL DEFAULT now(),
    set_at        timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE wallet_uses (
    account_id   uuid        NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('top_up', 'withdrawal', 'transfer', 'packet', 'tip',
                                                      'code_pay', 'new_device', 'unconfirmed')),
    hour         timestamptz NOT NULL,
    amount_minor bigint      NOT NULL CHECK (amount_minor >= 0),
    PRIMARY KEY (account_id, kind, hour)
);
CREATE INDEX wallet_uses_old ON wallet_uses USING brin (hour);

CREATE TABLE wallet_notes (
    account_id uuid NOT NULL,
    cause_kind text NOT NULL CHECK (cause_kind ~ '^[a-z_]{1,30}$'),
    cause_id   uuid NOT NULL,
    other_id   uuid,
    title      text NOT NULL DEFAULT '' CHECK (length(title) <= 200),
    PRIMARY KEY (account_id, cause_kind, cause_id)
);
CREATE INDEX wallet_notes_other ON wallet_notes (other_id) WHERE other_id IS NOT NULL;

-- migrate:down
