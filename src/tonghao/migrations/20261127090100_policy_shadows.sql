-- migrate:up
-- A version may count in a share of the circles first, and may judge alongside before it counts anywhere.

-- In so many of a hundred circles; the others stay with the last order for all of them.
ALTER TABLE policy_orders ADD COLUMN share smallint NOT NULL DEFAULT 100 CHECK (share BETWEEN 1 AND 100);

-- A version that judges what is written and does nothing about it; one at a time.
CREATE TABLE policy_shadows (
    id       uuid        NOT NULL PRIMARY KEY,
    number   integer     NOT NULL CHECK (number >= 0),
    reason   text        NOT NULL CHECK (reason <> ''),
    begun_by uuid        NOT NULL,
    begun_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    -- Up to when everything is judged.
    upto     timestamptz NOT NULL DEFAULT now(),
    judged   integer     NOT NULL DEFAULT 0 CHECK (judged >= 0),
    counts   jsonb       NOT NULL DEFAULT '{}',
    changed  jsonb       NOT NULL DEFAULT '[]',
    CHECK (ended_at IS NULL OR ended_at >= begun_at)
);
CREATE UNIQUE INDEX policy_shadows_one ON policy_shadows ((true)) WHERE ended_at IS NULL;
CREATE INDEX policy_shadows_begun ON policy_shadows (begun_at DESC, id DESC);

-- migrate:down
