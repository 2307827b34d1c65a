-- migrate:up
-- Two duty holders for each case, the platform's roster, and the clocks that nobody met.

-- The clock on the wall by which the platform's roster is read.
CREATE TABLE platform_duty (
    sole boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (sole),
    zone text    NOT NULL DEFAULT 'Asia/Shanghai'
);
INSERT INTO platform_duty DEFAULT VALUES;

CREATE TABLE platform_shifts (
    account_id    uuid     NOT NULL,
    weekday       smallint NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    starts_minute smallint NOT NULL CHECK (starts_minute BETWEEN 0 AND 1439),
    ends_minute   smallint NOT NULL CHECK (ends_minute BETWEEN 1 AND 1440),
    PRIMARY KEY (account_id, weekday, starts_minute),
    CHECK (ends_minute > starts_minute)
);

CREATE TABLE platform_exceptions (
    id            uuid        NOT NULL PRIMARY KEY,
    on_date       date        NOT NULL,
    starts_minute smallint    NOT NULL CHECK (starts_minute BETWEEN 0 AND 1439),
    ends_minute   smallint    NOT NULL CHECK (ends_minute BETWEEN 1 AND 1440),
    absent_id     uuid,
    cover_id      uuid,
    note          text        NOT NULL DEFAULT '' CHECK (length(note) <= 120),
    made_by       uuid        NOT NULL,
    made_at       timestamptz NOT NULL DEFAULT now(),
    CHECK (ends_minute > starts_minute),
    CHECK (absent_id IS DISTINCT FROM cover_id OR absent_id IS NULL)
);
CREATE INDEX platform_exceptions_date ON platform_exceptions (on_date);

-- Hours in which nobody of a circle was on duty; the one without an end lasts.
CREATE TABLE duty_gaps (
    circle_id uuid        NOT NULL,
    since     timestamptz NOT NULL,
    ended_at  timestamptz CHECK (ended_at >= since),
    PRIMARY KEY (circle_id, since)
);
CREATE UNIQUE INDEX duty_gaps_open ON duty_gaps (circle_id) WHERE ended_at IS NULL;

ALTER TABLE cases
    ADD COLUMN partner_holder_id  uuid,
    ADD COLUMN platform_holder_id uuid,
    -- When a person first took it or decided.
    ADD COLUMN looked_at          timestamptz,
    -- When its clock was found missed.
    ADD COLUMN missed_at          timestamptz;
-- Clocks count from now on.
UPDATE cases SET missed_at = now() WHERE due_at < now();
UPDATE cases SET looked_at = coalesce(claimed_at, closed_at);
CREATE INDEX cases_due ON cases (due_at)
    WHERE missed_at IS NULL AND (closed_at IS NULL OR closed_at > due_at);
CREATE INDEX cases_open_circle ON cases (circle_id) WHERE state = 'open';

-- Who was on the clock of a case, since when; nobody where the holder is null.
CREATE TABLE case_holders (
    case_id   uuid        NOT NULL REFERENCES cases (id),
    side      text        NOT NULL CHECK (side IN ('partner', 'platform')),
    since     timestamptz NOT NULL,
    holder_id uuid,
    PRIMARY KEY (case_id, side, since)
);

-- A clock that nobody met counts for both sides, whoever of them was on duty then, or nobody.
CREATE TABLE case_misses (
    case_id   uuid        NOT NULL REFERENCES cases (id),
    due_at    timestamptz NOT NULL,
    side      text        NOT NULL CHECK (side IN ('partner', 'platform')),
    holder_id uuid,
    circle_id uuid,
    category  text        NOT NULL,
    severity  smallint    NOT NULL CHECK (severity BETWEEN 0 AND 4),
    at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (case_id, due_at, side),
    CHECK (side = 'platform' OR circle_id IS NOT NULL)
);
CREATE INDEX case_misses_circle ON case_misses (circle_id, due_at) WHERE side = 'partner';
CREATE INDEX case_misses_holder ON case_misses (holder_id, due_at);

-- migrate:down
