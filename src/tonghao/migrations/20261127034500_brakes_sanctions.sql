-- migrate:up
-- What the whole place does not do for now, and what was decided about a person.

CREATE TABLE feature_brakes (
    id         uuid        PRIMARY KEY,
    feature    text        NOT NULL CHECK (feature IN ('sign_up', 'posting', 'photos', 'comments', 'joining')),
    reason     text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    -- Null once the person is gone.
    set_by     uuid,
    at         timestamptz NOT NULL,
    ended_at   timestamptz,
    ended_by   uuid,
    end_reason text        NOT NULL DEFAULT '' CHECK (length(end_reason) <= 500),
    CHECK (ended_at IS NOT NULL OR (ended_by IS NULL AND end_reason = ''))
);
CREATE UNIQUE INDEX feature_brakes_open ON feature_brakes (feature) WHERE ended_at IS NULL;
CREATE INDEX feature_brakes_ended ON feature_brakes (ended_at DESC, id DESC) WHERE ended_at IS NOT NULL;

-- For the public page of brakes.
CREATE INDEX circle_restrictions_ended ON circle_restrictions (ended_at DESC, id DESC)
    WHERE ended_at IS NOT NULL AND source IN ('brake', 'breaker');

ALTER TABLE accounts ADD COLUMN sanctions text[] NOT NULL DEFAULT '{}' CHECK (cardinality(sanctions) <= 4);

-- A suspension or a closing is proposed by one person of the platform and confirmed by another: until then
-- `in_force_at` is null. A strike counts as long as it is in force.
CREATE TABLE account_sanctions (
    account_id    uuid        NOT NULL,
    id            uuid        NOT NULL,
    kind          text        NOT NULL CHECK (kind IN ('strike', 'mute', 'suspend', 'close')),
    category      text        NOT NULL,
    case_id       uuid,
    reason        text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    reason_en     text        NOT NULL DEFAULT '' CHECK (length(reason_en) <= 1000),
    rules_version text        NOT NULL DEFAULT '',
    -- Null where a rule did it, or the person is gone.
    set_by        uuid,
    second_by     uuid,
    at            timestamptz NOT NULL,
    hours         integer     CHECK (hours BETWEEN 1 AND 87600),
    in_force_at   timestamptz,
    until         timestamptz,
    ended_at      timestamptz,
    ended_by      uuid,
    end_reason    text        NOT NULL DEFAULT '' CHECK (length(end_reason) <= 500),
    PRIMARY KEY (account_id, id),
    CHECK (until > in_force_at),
    CHECK (kind NOT IN ('suspend', 'close') OR in_force_at IS NULL OR set_by IS DISTINCT FROM second_by
           OR set_by IS NULL),
    CHECK (kind <> 'close' OR hours IS NULL),
    CHECK (ended_at IS NOT NULL OR (ended_by IS NULL AND end_reason = ''))
);
CREATE UNIQUE INDEX account_sanctions_standing ON account_sanctions (account_id, kind)
    WHERE ended_at IS NULL AND kind <> 'strike';
CREATE INDEX account_sanctions_due ON account_sanctions (until) WHERE ended_at IS NULL AND until IS NOT NULL;
CREATE INDEX account_sanctions_proposed ON account_sanctions (at DESC, id DESC)
    WHERE ended_at IS NULL AND in_force_at IS NULL;
CREATE INDEX account_sanctions_case ON account_sanctions (case_id) WHERE case_id IS NOT NULL;

-- migrate:down
