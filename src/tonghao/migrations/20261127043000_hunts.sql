-- migrate:up
-- Hunts: the photos that are shown are looked at again when the bank, the policy or the model has changed.

CREATE TABLE hunts (
    id             uuid        NOT NULL PRIMARY KEY,
    kind           text        NOT NULL CHECK (kind IN ('bank', 'model')),
    state          text        NOT NULL
                   CHECK (state IN ('scanning', 'paused', 'ready', 'applying', 'applied', 'cancelled')),
    reason         text        NOT NULL CHECK (reason <> ''),
    bank_version   bigint      NOT NULL,
    policy_version text        NOT NULL,
    total          bigint      NOT NULL,
    seen           bigint      NOT NULL DEFAULT 0,
    found          integer     NOT NULL DEFAULT 0,
    held           integer     NOT NULL DEFAULT 0,
    passed_over    integer     NOT NULL DEFAULT 0,
    after_owner    uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    after_photo    uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    made_by        uuid        NOT NULL,
    at             timestamptz NOT NULL DEFAULT now(),
    scanned_at     timestamptz,
    confirmed_by   uuid,
    ended_at       timestamptz,
    CHECK (state NOT IN ('applying', 'applied') OR confirmed_by IS NOT NULL OR found = 0)
);
-- One at a time: two would find the same.
CREATE UNIQUE INDEX hunts_open ON hunts ((true)) WHERE ended_at IS NULL;
CREATE INDEX hunts_at ON hunts (at DESC, id DESC);

CREATE TABLE hunt_hits (
    hunt_id  uuid     NOT NULL,
    owner_id uuid     NOT NULL,
    media_id uuid     NOT NULL,
    category text     NOT NULL,
    severity smallint NOT NULL CHECK (severity BETWEEN 0 AND 4),
    entry_id uuid,
    verdict  jsonb    NOT NULL,
    state    text     NOT NULL DEFAULT 'found' CHECK (state IN ('found', 'held', 'passed_over')),
    PRIMARY KEY (hunt_id, owner_id, media_id)
);
CREATE INDEX hunt_hits_owner ON hunt_hits (owner_id);
CREATE INDEX hunt_hits_found ON hunt_hits (hunt_id, owner_id, media_id) WHERE state = 'found';

-- migrate:down
