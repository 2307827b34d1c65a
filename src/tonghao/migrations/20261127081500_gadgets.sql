-- migrate:up
-- The gadget clinic: what somebody brings to the bench, and what others guess it will cost.

CREATE TABLE gadgets (
    circle_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    made_by     uuid        NOT NULL,
    device      text        NOT NULL CHECK (length(device) BETWEEN 1 AND 60),
    symptom     text        NOT NULL CHECK (length(symptom) BETWEEN 1 AND 500),
    media_ids   uuid[]      NOT NULL DEFAULT '{}' CHECK (cardinality(media_ids) <= 4),
    state       text        NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'diagnosed', 'done')),
    -- What the repairer says it will cost, in fen.
    quote_low   bigint      CHECK (quote_low >= 0),
    quote_high  bigint      CHECK (quote_high >= quote_low),
    outcome     text        CHECK (outcome IN ('repaired', 'not_worth', 'self_repaired')),
    cost_minor  bigint      CHECK (cost_minor BETWEEN 0 AND 10000000),
    ended_at    timestamptz,
    removed_at  timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, id),
    CHECK ((quote_low IS NULL) = (quote_high IS NULL)),
    CHECK ((state = 'done') = (outcome IS NOT NULL)),
    CHECK ((state = 'done') = (ended_at IS NOT NULL)),
    -- What was not repaired cost nothing.
    CHECK ((cost_minor IS NOT NULL) = COALESCE(outcome IN ('repaired', 'self_repaired'), false))
);
CREATE INDEX gadgets_newest ON gadgets (circle_id, (state <> 'done') DESC, id DESC);
CREATE INDEX gadgets_maker ON gadgets (made_by);

CREATE TABLE price_guesses (
    circle_id  uuid        NOT NULL,
    gadget_id  uuid        NOT NULL,
    account_id uuid        NOT NULL,
    id         uuid        NOT NULL,
    low_minor  bigint      NOT NULL CHECK (low_minor >= 0),
    high_minor bigint      NOT NULL CHECK (high_minor BETWEEN low_minor AND 10000000),
    cause      text        NOT NULL DEFAULT '' CHECK (length(cause) <= 200),
    removed_at timestamptz,
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, gadget_id, account_id)
);
CREATE INDEX price_guesses_account ON price_guesses (account_id);

-- migrate:down
