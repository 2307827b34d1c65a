-- migrate:up
-- What the staff of a circle did, for everybody to read. `shown` holds numbers, roles and names of
-- rules, never words that were removed; `undo` what the level above needs to take the act back.

CREATE TABLE circle_acts (
    circle_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    act          text        NOT NULL CHECK (act ~ '^[a-z_]+\.[a-z_]+$'),
    actor_id     uuid,
    level        smallint    NOT NULL CHECK (level BETWEEN 1 AND 5),
    subject_kind text        NOT NULL,
    subject_id   uuid        NOT NULL,
    post_id      uuid,
    reason       text        NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    shown        jsonb       NOT NULL DEFAULT '{}',
    undo         jsonb,
    undoes       uuid,
    undone_by    uuid,
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, id)
);
CREATE INDEX circle_acts_kind ON circle_acts (circle_id, act, id DESC);
CREATE INDEX circle_acts_actor ON circle_acts (actor_id);
CREATE INDEX circle_acts_subject ON circle_acts (subject_id);
-- An act is undone once, whatever the code does.
CREATE UNIQUE INDEX circle_acts_undone_once ON circle_acts (circle_id, undoes) WHERE undoes IS NOT NULL;

ALTER TABLE partner_staff DROP CONSTRAINT partner_staff_role_check;
ALTER TABLE partner_staff ADD CONSTRAINT partner_staff_role_check CHECK (role IN ('owner', 'manager', 'staff'));

-- migrate:down
