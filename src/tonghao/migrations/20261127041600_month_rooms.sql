-- migrate:up
-- The month-age room: a parent's children, by nickname and month of birth. What is said is a remark.

CREATE TABLE children (
    circle_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    account_id uuid        NOT NULL,
    nickname   text        NOT NULL CHECK (length(nickname) BETWEEN 1 AND 12),
    -- The first of the month: a day is not asked for.
    born_on    date        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, id)
);
CREATE INDEX children_account ON children (account_id, circle_id);
CREATE INDEX children_born ON children (circle_id, born_on);

-- migrate:down
