-- migrate:up
-- What the place says of itself in figures: how long things took, and what was done in a period.

CREATE TABLE moments (
    -- All zeros: the whole place.
    circle_id   uuid             NOT NULL,
    days        smallint         NOT NULL CHECK (days IN (7, 28)),
    -- measured: the row that says when the others were counted.
    measure     text             NOT NULL CHECK (measure IN ('measured', 'photo_verdict', 'held_look', 'held_answer',
                                                             'report_look', 'report_answer')),
    -- Empty: all categories together; none: nothing was found.
    category    text             NOT NULL,
    n           integer          NOT NULL CHECK (n >= 0),
    waiting     integer          NOT NULL CHECK (waiting >= 0),
    p50_ms      double precision CHECK (p50_ms >= 0),
    p95_ms      double precision CHECK (p95_ms >= p50_ms),
    measured_at timestamptz      NOT NULL,
    PRIMARY KEY (circle_id, days, measure, category)
);

CREATE TABLE transparency_periods (
    period          text        PRIMARY KEY CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2]|H[12])$'),
    starts_at       timestamptz NOT NULL,
    ends_at         timestamptz NOT NULL CHECK (ends_at > starts_at),
    figures         jsonb       NOT NULL,
    policy_version  text        NOT NULL,
    mapping_version text        NOT NULL,
    is_final        boolean     NOT NULL,
    measured_at     timestamptz NOT NULL
);

-- migrate:down
