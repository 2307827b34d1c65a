-- migrate:up
-- The doors between the books and the world's money. They lie beside the ledger, so that an order and what it
-- moves are one transaction of one node.

-- The id comes from the person's device and is the key for ever: sent again, it is the same order.
CREATE TABLE gateway_orders (
    id           uuid        PRIMARY KEY,
    account_id   uuid        NOT NULL,
    gateway      text        NOT NULL CHECK (gateway ~ '^[a-z]{1,20}$'),
    kind         text        NOT NULL CHECK (kind IN ('top_up', 'withdrawal')),
    currency     text        NOT NULL,
    amount_minor bigint      NOT NULL CHECK (amount_minor > 0),
    payee        text        NOT NULL DEFAULT '' CHECK (length(payee) <= 100),
    -- made: the gateway has not answered yet; open: it knows the order.
    state        text        NOT NULL DEFAULT 'made'
                 CHECK (state IN ('made', 'open', 'succeeded', 'failed', 'refused')),
    reference    text        NOT NULL DEFAULT '',
    pay_url      text        NOT NULL DEFAULT '',
    reason       text        NOT NULL DEFAULT '',
    made_at      timestamptz NOT NULL DEFAULT now(),
    asked_at     timestamptz,
    -- By the gateway's clock, whose day its file is of.
    ended_at     timestamptz,
    CHECK ((state IN ('succeeded', 'failed')) = (ended_at IS NOT NULL))
);
CREATE INDEX gateway_orders_of ON gateway_orders (account_id, id);
CREATE INDEX gateway_orders_waiting ON gateway_orders (made_at) WHERE state IN ('made', 'open');
CREATE INDEX gateway_orders_ended ON gateway_orders (gateway, ended_at) WHERE ended_at IS NOT NULL;

-- Every notice that was believed, and what came of it; one id is heard once.
CREATE TABLE gateway_notices (
    gateway      text        NOT NULL,
    id           text        NOT NULL CHECK (length(id) BETWEEN 1 AND 200),
    order_id     uuid        NOT NULL,
    state        text        NOT NULL CHECK (state IN ('pending', 'succeeded', 'failed')),
    amount_minor bigint      NOT NULL,
    outcome      text        NOT NULL,
    told_at      timestamptz NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (gateway, id)
);
CREATE INDEX gateway_notices_at ON gateway_notices (gateway, at);

-- Where the gateway and the books do not agree; somebody looks at each.
CREATE TABLE gateway_differences (
    id           uuid        PRIMARY KEY,
    gateway      text        NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('unknown_order', 'amount_differs', 'contradicts',
                                                      'missing_there', 'not_posted', 'sum_differs')),
    order_id     uuid,
    reference    text        NOT NULL DEFAULT '',
    ours_minor   bigint,
    theirs_minor bigint,
    day          date        NOT NULL,
    found_at     timestamptz NOT NULL DEFAULT now(),
    settled_at   timestamptz,
    settled_by   uuid,
    note         text        NOT NULL DEFAULT '',
    CHECK ((settled_at IS NULL) = (settled_by IS NULL))
);
CREATE INDEX gateway_differences_open ON gateway_differences (id) WHERE settled_at IS NULL;

-- One row for each daily file that was compared.
CREATE TABLE gateway_days (
    gateway       text        NOT NULL,
    day           date        NOT NULL,
    lines         integer     NOT NULL,
    matched       integer     NOT NULL,
    mended        integer     NOT NULL,
    differing     integer     NOT NULL,
    ours_minor    bigint      NOT NULL,
    theirs_minor  bigint      NOT NULL,
    at            timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (gateway, day)
);

-- The book of the stand-in that plays the gateway where none is set: play money.
CREATE TABLE sandbox_payments (
    order_id     uuid        PRIMARY KEY,
    kind         text        NOT NULL CHECK (kind IN ('top_up', 'withdrawal')),
    currency     text        NOT NULL,
    amount_minor bigint      NOT NULL CHECK (amount_minor > 0),
    state        text        NOT NULL CHECK (state IN ('succeeded', 'failed')),
    at           timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sandbox_payments_at ON sandbox_payments (at);

-- migrate:down
