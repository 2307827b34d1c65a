-- migrate:up
-- A thank-you in money for what somebody wrote: off unless the circle and the person both switched it on.
CREATE TABLE circle_tipping (
    circle_id  uuid        NOT NULL PRIMARY KEY,
    is_on      boolean     NOT NULL,
    changed_by uuid        NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE tip_choices (
    account_id uuid        NOT NULL PRIMARY KEY,
    takes_tips boolean     NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);

-- The money lies in an account of the ledger of its own until it is settled or goes back.
CREATE TABLE tips (
    id           uuid        NOT NULL PRIMARY KEY,
    circle_id    uuid        NOT NULL,
    post_id      uuid        NOT NULL,
    from_id      uuid        NOT NULL,
    to_id        uuid        NOT NULL,
    currency     text        NOT NULL,
    amount_minor bigint      NOT NULL CHECK (amount_minor > 0),
    state        text        NOT NULL DEFAULT 'held' CHECK (state IN ('held', 'settled', 'returned')),
    given_at     timestamptz NOT NULL DEFAULT now(),
    settles_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    CHECK (from_id <> to_id),
    CHECK (settles_at > given_at),
    CHECK ((state = 'held') = (ended_at IS NULL))
);
CREATE INDEX tips_held ON tips (settles_at) WHERE state = 'held';
CREATE INDEX tips_post ON tips (post_id) WHERE state = 'held';
CREATE INDEX tips_to ON tips (to_id, given_at DESC);
CREATE INDEX tips_from ON tips (from_id, given_at DESC);

-- migrate:down
