-- migrate:up
-- Somebody on duty must be reached: one row for each side that is called, whatever happens in the circle meanwhile.
CREATE TABLE calls (
    id uuid PRIMARY KEY,
    side text NOT NULL CHECK (side IN ('partner', 'platform')),
    circle_id uuid,
    severity smallint NOT NULL CHECK (severity BETWEEN 0 AND 4),
    opened_at timestamptz NOT NULL,
    round smallint NOT NULL DEFAULT 0 CHECK (round >= 0),
    woken_round smallint NOT NULL DEFAULT 0 CHECK (woken_round >= 0),
    next_at timestamptz,
    answered_by uuid,
    answered_at timestamptz,
    rang_out_at timestamptz,
    over_at timestamptz,
    CHECK (side = 'platform' OR circle_id IS NOT NULL),
    CHECK ((answered_by IS NULL) = (answered_at IS NULL)),
    CHECK (woken_round <= round),
    CHECK (next_at IS NULL OR (answered_at IS NULL AND over_at IS NULL AND rang_out_at IS NULL))
);
CREATE UNIQUE INDEX calls_unanswered ON calls (circle_id, side) NULLS NOT DISTINCT
    WHERE answered_at IS NULL AND over_at IS NULL;
CREATE INDEX calls_due ON calls (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX calls_answered ON calls (circle_id, side, answered_at) WHERE answered_at IS NOT NULL;
CREATE INDEX calls_opened ON calls (opened_at);

-- What a call is about; what comes while it rings joins it.
CREATE TABLE call_causes (
    call_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('case', 'breaker', 'brake', 'feature')),
    cause_id uuid NOT NULL,
    category text NOT NULL DEFAULT '',
    severity smallint NOT NULL CHECK (severity BETWEEN 0 AND 4),
    at timestamptz NOT NULL,
    over_at timestamptz,
    PRIMARY KEY (call_id, kind, cause_id)
);
CREATE INDEX call_causes_standing ON call_causes (cause_id) WHERE over_at IS NULL;

-- What was sent to whom, when, and why it did not arrive.
CREATE TABLE call_tries (
    call_id uuid NOT NULL,
    round smallint NOT NULL CHECK (round > 0),
    account_id uuid NOT NULL,
    channel text NOT NULL CHECK (channel IN ('app', 'mail', 'webhook')),
    made_at timestamptz NOT NULL,
    tries smallint NOT NULL DEFAULT 0,
    tried_at timestamptz,
    sent_at timestamptz,
    fault text NOT NULL DEFAULT '' CHECK (length(fault) <= 200),
    PRIMARY KEY (call_id, round, account_id, channel)
);
CREATE INDEX call_tries_of ON call_tries (account_id, call_id);
CREATE INDEX call_tries_unsent ON call_tries (made_at) WHERE sent_at IS NULL;

-- Where calls go besides; the platform's own stands under the identifier of zeros.
CREATE TABLE call_addresses (
    partner_id uuid PRIMARY KEY,
    url text NOT NULL CHECK (length(url) BETWEEN 1 AND 500),
    secret text NOT NULL,
    set_by uuid NOT NULL,
    set_at timestamptz NOT NULL
);

-- migrate:down
