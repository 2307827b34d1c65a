-- migrate:up
-- A circle is closed by two people, of whom one runs the place: what the first proposed.

CREATE TABLE circle_closings (
    circle_id   uuid,
    id          uuid,
    -- By a restriction, or by the lowest tier.
    way         text        NOT NULL CHECK (way IN ('restriction', 'tier')),
    reason      text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    hours       integer     CHECK (hours BETWEEN 1 AND 8784),
    proposed_by uuid        NOT NULL,
    at          timestamptz NOT NULL,
    ended_at    timestamptz,
    -- Whether another person confirmed it; otherwise it was withdrawn.
    confirmed   boolean,
    PRIMARY KEY (circle_id, id),
    CHECK ((ended_at IS NULL) = (confirmed IS NULL))
);
CREATE UNIQUE INDEX circle_closings_one_open ON circle_closings (circle_id, way) WHERE ended_at IS NULL;

-- migrate:down
