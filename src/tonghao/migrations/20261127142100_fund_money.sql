-- migrate:up
-- A fund's book may hold money of the ledger beside what lies in a tin: which lines moved it, and who pays out.

ALTER TABLE funds ADD COLUMN held_minor bigint NOT NULL DEFAULT 0 CHECK (held_minor >= 0);
ALTER TABLE funds ADD CONSTRAINT funds_held CHECK (held_minor <= balance_minor);

ALTER TABLE fund_entries ADD COLUMN group_id uuid;
CREATE UNIQUE INDEX fund_entries_group ON fund_entries (circle_id, fund_id, group_id) WHERE group_id IS NOT NULL;

-- Two people of the staff pay out: one proposes, another one lets the money go.
CREATE TABLE fund_payouts (
    circle_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    fund_id      uuid        NOT NULL,
    to_id        uuid        NOT NULL,
    amount_minor bigint      NOT NULL CHECK (amount_minor > 0),
    purpose      text        NOT NULL CHECK (length(purpose) BETWEEN 1 AND 200),
    proposed_by  uuid        NOT NULL,
    state        text        NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'paid', 'refused')),
    tries        smallint    NOT NULL DEFAULT 0 CHECK (tries >= 0),
    ended_by     uuid,
    ended_at     timestamptz,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, id),
    CHECK (state <> 'paid' OR (ended_by <> proposed_by AND ended_by <> to_id)),
    CHECK ((state = 'proposed') = (ended_at IS NULL))
);
CREATE INDEX fund_payouts_open ON fund_payouts (circle_id, fund_id, id) WHERE state = 'proposed';

-- migrate:down
