-- migrate:up
-- Whoever does not agree with a decision asks for another person; once.

CREATE TABLE appeals (
    id           uuid        PRIMARY KEY,
    number       text        NOT NULL UNIQUE,
    -- What it is against: a hold of the machine (the case), a person's decision, a sanction, a restriction.
    against      text        NOT NULL CHECK (against IN ('hold', 'decision', 'sanction', 'restriction')),
    against_id   uuid        NOT NULL,
    case_id      uuid        REFERENCES cases (id),
    -- What was done: hold, remove, dismiss, or the kind of the sanction or restriction.
    act          text        NOT NULL,
    party        text        NOT NULL CHECK (party IN ('author', 'reporter', 'circle')),
    appellant_id uuid        NOT NULL,
    report_id    uuid,
    subject_kind text        NOT NULL CHECK (subject_kind IN ('post', 'comment', 'photo', 'account', 'circle')),
    subject_id   uuid        NOT NULL,
    circle_id    uuid,
    post_id      uuid,
    category     text        NOT NULL,
    -- Empty once the person is gone.
    text         text        NOT NULL CHECK (length(text) <= 2000),
    state        text        NOT NULL DEFAULT 'open'
                 CHECK (state IN ('open', 'upheld', 'overturned', 'settled', 'withdrawn')),
    filed_at     timestamptz NOT NULL,
    due_at       timestamptz NOT NULL,
    ended_at     timestamptz,
    decided_by   uuid,
    answer       text        NOT NULL DEFAULT '' CHECK (length(answer) <= 1000),
    -- The decision of the case that was made on it: final.
    result_id    uuid,
    CHECK ((state = 'open') = (ended_at IS NULL)),
    CHECK (decided_by IS NULL OR state IN ('upheld', 'overturned')),
    CHECK (decided_by <> appellant_id),
    CHECK ((against IN ('hold', 'decision')) = (case_id IS NOT NULL)),
    CHECK ((party = 'reporter') = (report_id IS NOT NULL))
);
-- One appeal of a person against one thing, and one of a circle, whoever of its people wrote it.
CREATE UNIQUE INDEX appeals_once ON appeals (against_id, appellant_id)
    WHERE state <> 'withdrawn' AND party <> 'circle';
CREATE UNIQUE INDEX appeals_once_of_circle ON appeals (against_id)
    WHERE state <> 'withdrawn' AND party = 'circle';
CREATE INDEX appeals_open ON appeals (due_at, id) WHERE state = 'open';
CREATE INDEX appeals_ended ON appeals (ended_at DESC, id DESC) WHERE state <> 'open';
CREATE INDEX appeals_mine ON appeals (appellant_id, filed_at DESC, id DESC);
CREATE INDEX appeals_case ON appeals (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX appeals_result ON appeals (result_id) WHERE result_id IS NOT NULL;
CREATE INDEX appeals_filed ON appeals (filed_at);

CREATE INDEX cases_subject ON cases (subject_id, opened_at DESC);

-- migrate:down
