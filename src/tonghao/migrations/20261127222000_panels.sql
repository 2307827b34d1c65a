-- migrate:up
-- Panels: members who agreed to it, drawn by lot, say whether a border case breaks a rule.

CREATE TABLE panel_consents (
    account_id uuid        PRIMARY KEY,
    at         timestamptz NOT NULL
);

CREATE TABLE panels (
    id            uuid        PRIMARY KEY,
    case_id       uuid        NOT NULL,
    -- The rule that the question names.
    category      text        NOT NULL,
    -- What the moderator would say; no member reads it.
    own_view      text        NOT NULL CHECK (own_view IN ('keeps', 'breaks', 'cannot_say')),
    asked_by      uuid        NOT NULL,
    asked_at      timestamptz NOT NULL,
    due_at        timestamptz NOT NULL,
    -- Its hash stands in the audit log before anybody answers; the seed itself once the panel is over.
    seed          bytea       NOT NULL CHECK (length(seed) = 32),
    -- From how many the first seats were drawn.
    pool          integer     NOT NULL,
    rules_version text        NOT NULL,
    outcome       text        CHECK (outcome IN ('removed', 'released', 'few', 'split', 'unsigned',
                                                 'overtaken', 'graver', 'gone')),
    closed_at     timestamptz,
    keeps         smallint    NOT NULL DEFAULT 0,
    breaks        smallint    NOT NULL DEFAULT 0,
    cannot_say    smallint    NOT NULL DEFAULT 0,
    -- Of a panel whose answer was carried out.
    decision_id   uuid,
    CHECK (due_at > asked_at),
    CHECK ((outcome IS NULL) = (closed_at IS NULL)),
    CHECK ((decision_id IS NOT NULL) = (outcome IS NOT NULL AND outcome IN ('removed', 'released')))
);
-- A case comes before one panel, once.
CREATE UNIQUE INDEX panels_case ON panels (case_id);
CREATE INDEX panels_open ON panels (id) WHERE outcome IS NULL;
CREATE INDEX panels_asked ON panels (asked_at DESC, id DESC);
CREATE INDEX panels_decision ON panels (decision_id) WHERE decision_id IS NOT NULL;

CREATE TABLE panel_seats (
    panel_id   uuid        NOT NULL,
    number     smallint    NOT NULL,
    -- Null once the person has left; the answer counts on.
    account_id uuid,
    state      text        NOT NULL DEFAULT 'waiting'
               CHECK (state IN ('waiting', 'answered', 'declined', 'lapsed', 'excused', 'over')),
    drawn_at   timestamptz NOT NULL,
    answer_by  timestamptz NOT NULL,
    ended_at   timestamptz,
    answer     text        CHECK (answer IN ('keeps', 'breaks', 'cannot_say')),
    reason     text        NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    PRIMARY KEY (panel_id, number),
    UNIQUE (panel_id, account_id),
    CHECK ((state = 'waiting') = (ended_at IS NULL)),
    CHECK ((state = 'answered') = (answer IS NOT NULL)),
    CHECK (state = 'answered' OR reason = '')
);
CREATE INDEX panel_seats_account ON panel_seats (account_id, drawn_at DESC) WHERE account_id IS NOT NULL;

-- How a panel of members answered where a decision carries its answer out.
ALTER TABLE case_decisions ADD COLUMN panel jsonb;

-- migrate:down
