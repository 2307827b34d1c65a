-- migrate:up
-- What is of the gravest kind is released by two people, of whom one runs the place.

CREATE TABLE case_proposals (
    case_id     uuid,
    id          uuid,
    category    text        NOT NULL,
    note        text        NOT NULL CHECK (length(note) BETWEEN 1 AND 1000),
    proposed_by uuid        NOT NULL,
    at          timestamptz NOT NULL,
    ended_at    timestamptz,
    -- Whether another person confirmed it; otherwise the case was decided differently.
    confirmed   boolean,
    PRIMARY KEY (case_id, id),
    CHECK ((ended_at IS NULL) = (confirmed IS NULL))
);
CREATE UNIQUE INDEX case_proposals_one_open ON case_proposals (case_id) WHERE ended_at IS NULL;

ALTER TABLE case_decisions
    -- Who proposed what another person confirmed.
    ADD COLUMN first_by  uuid CHECK (first_by <> decided_by),
    -- The approved exception of the circle's topic that a release rests on.
    ADD COLUMN exception text CHECK (exception IS NULL OR (length(exception) BETWEEN 1 AND 40 AND act = 'release'));

-- migrate:down
