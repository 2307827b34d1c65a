-- migrate:up
-- What circles let through, looked at by somebody of the platform who does not see whose it is, mixed with
-- test items whose answer is known.

CREATE TABLE samples (
    id             uuid        PRIMARY KEY,
    -- The night in which it was drawn.
    day            date        NOT NULL,
    -- Of a test item these are null.
    circle_id      uuid,
    week           date,
    subject_kind   text        CHECK (subject_kind IN ('post', 'comment')),
    subject_id     uuid,
    post_id        uuid,
    test_item      text,
    test_violating boolean,
    test_category  text,
    -- In this order they are looked at, so that the order tells nothing.
    place          double precision NOT NULL DEFAULT random(),
    state          text        NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'answered', 'lapsed')),
    claimed_by     uuid,
    claimed_at     timestamptz,
    answered_by    uuid,
    answered_at    timestamptz,
    violating      boolean,
    category       text,
    severity       smallint    CHECK (severity BETWEEN 0 AND 4),
    -- The case that a violating answer opened or met.
    case_id        uuid,
    is_leak        boolean     NOT NULL DEFAULT false,
    -- Of an answered test item: whether the answer was the known one.
    agrees         boolean,
    CHECK ((test_item IS NULL) = (circle_id IS NOT NULL AND week IS NOT NULL AND subject_kind IS NOT NULL
                                  AND subject_id IS NOT NULL AND post_id IS NOT NULL)),
    CHECK ((test_item IS NULL) = (test_violating IS NULL)),
    CHECK ((state = 'answered') = (answered_by IS NOT NULL AND answered_at IS NOT NULL
                                   AND violating IS NOT NULL)),
    CHECK (violating IS NOT TRUE OR (category IS NOT NULL AND severity IS NOT NULL)),
    CHECK (NOT is_leak OR (test_item IS NULL AND violating)),
    CHECK ((agrees IS NULL) = (test_item IS NULL OR state <> 'answered'))
);
CREATE UNIQUE INDEX samples_once ON samples (subject_id) WHERE subject_id IS NOT NULL;
CREATE INDEX samples_waiting ON samples (place) WHERE state = 'waiting';
CREATE INDEX samples_day ON samples (day);
CREATE INDEX samples_circle ON samples (circle_id, week) WHERE circle_id IS NOT NULL;
CREATE INDEX samples_case ON samples (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX samples_tests ON samples (answered_by, answered_at DESC) WHERE test_item IS NOT NULL;

-- Posts of one day, also those that waited long for a person; in the order of time, so this costs nothing.
CREATE INDEX posts_published ON posts USING brin (published_at);

-- migrate:down
