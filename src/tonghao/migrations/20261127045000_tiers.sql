-- migrate:up
-- Growth is earned: what a circle may reach by its tier, and what it is measured by, week by week.

CREATE TABLE tier_caps (
    tier             text     PRIMARY KEY CHECK (tier IN ('trial', 'standard', 'trusted', 'probation', 'frozen',
                                                          'terminated')),
    -- Null: without end.
    members          integer  CHECK (members >= 0),
    invitations_week integer  CHECK (invitations_week >= 0),
    -- all; small: found by name and among small circles, not on the shelves; none: found by nobody.
    reach            text     NOT NULL CHECK (reach IN ('all', 'small', 'none'))
);
INSERT INTO tier_caps (tier, members, invitations_week, reach) VALUES
    ('trial', 200, 5, 'small'), ('standard', 5000, 50, 'all'), ('trusted', NULL, NULL, 'all'),
    ('probation', 0, 0, 'none'), ('frozen', 0, 0, 'none'), ('terminated', 0, 0, 'none');

-- What stands already has earned its place; what is opened from now on begins on trial.
ALTER TABLE circles
    ADD COLUMN tier       text        NOT NULL DEFAULT 'standard' CHECK (tier IN ('trial', 'standard', 'trusted', 'probation', 'frozen',
                                                                         'terminated')),
    ADD COLUMN tier_since timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN score      smallint    NOT NULL DEFAULT 5 CHECK (score BETWEEN 1 AND 5);
UPDATE circles SET tier = 'trusted' WHERE member_count > 5000;
UPDATE circles SET tier = 'terminated' WHERE state = 'closed';
ALTER TABLE circles ALTER COLUMN tier SET DEFAULT 'trial';

-- Each number stands with what it is a share of, so that a page can show both.
CREATE TABLE circle_weeks (
    circle_id          uuid        NOT NULL,
    week               date        NOT NULL CHECK (extract(isodow FROM week) = 1),
    posts              integer     NOT NULL DEFAULT 0,
    holds              integer     NOT NULL DEFAULT 0,
    hold_p50_seconds   integer,
    hold_p95_seconds   integer,
    reports            integer     NOT NULL DEFAULT 0,
    answer_p50_seconds integer,
    answer_p95_seconds integer,
    upheld             integer     NOT NULL DEFAULT 0,
    decisions          integer     NOT NULL DEFAULT 0,
    overturned         integer     NOT NULL DEFAULT 0,
    clocks             integer     NOT NULL DEFAULT 0,
    missed             integer     NOT NULL DEFAULT 0,
    minutes            integer     NOT NULL DEFAULT 0,
    covered_minutes    integer     NOT NULL DEFAULT 0,
    samples            integer     NOT NULL DEFAULT 0,
    leaks              integer     NOT NULL DEFAULT 0,
    -- Null until views are counted.
    views_before       integer,
    score              smallint    NOT NULL DEFAULT 5 CHECK (score BETWEEN 1 AND 5),
    is_clean           boolean     NOT NULL DEFAULT false,
    is_over            boolean     NOT NULL DEFAULT false,
    measured_at        timestamptz NOT NULL,
    PRIMARY KEY (circle_id, week),
    CHECK (leaks <= samples AND missed <= clocks AND upheld <= reports AND covered_minutes <= minutes)
);

-- migrate:down
