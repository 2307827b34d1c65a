-- migrate:up
-- Who runs circles, and who knows whom.

CREATE TABLE partners (
    id               uuid        PRIMARY KEY,
    name             text        NOT NULL CHECK (length(name) BETWEEN 2 AND 60),
    name_en          text        NOT NULL DEFAULT '',
    category         text        NOT NULL,
    about            text        NOT NULL DEFAULT '' CHECK (length(about) <= 1000),
    responsible_name text        NOT NULL,
    state            text        NOT NULL CHECK (state IN ('applied', 'approved', 'refused')),
    applied_by       uuid        NOT NULL,
    convention_at    timestamptz NOT NULL,
    decided_by       uuid,
    decided_at       timestamptz,
    reason           text        NOT NULL DEFAULT '',
    created_at       timestamptz NOT NULL DEFAULT now(),
    CHECK ((state = 'applied') = (decided_at IS NULL))
);
CREATE INDEX partners_state ON partners (state, created_at, id);

CREATE TABLE partner_staff (
    partner_id uuid        NOT NULL,
    account_id uuid        NOT NULL,
    role       text        NOT NULL CHECK (role IN ('owner', 'staff')),
    since      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (partner_id, account_id)
);
CREATE INDEX partner_staff_account ON partner_staff (account_id);

-- A friendship is two rows, one with each person.
CREATE TABLE friendships (
    account_id uuid        NOT NULL,
    friend_id  uuid        NOT NULL,
    since      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, friend_id),
    CHECK (account_id <> friend_id)
);

-- migrate:down
