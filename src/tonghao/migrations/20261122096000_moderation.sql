-- migrate:up
-- The record that nobody can edit, the queue, and reports.

-- One row; its lock puts the entries in order.
CREATE TABLE audit_head (
    sole   boolean PRIMARY KEY DEFAULT true CHECK (sole),
    number bigint  NOT NULL,
    hash   bytea   NOT NULL
);
INSERT INTO audit_head (number, hash) VALUES (0, '\x0000000000000000000000000000000000000000000000000000000000000000');

CREATE TABLE audit_entries (
    number       bigint      PRIMARY KEY CHECK (number > 0),
    at           timestamptz NOT NULL,
    act          text        NOT NULL,
    actor_id     uuid,
    subject_kind text        NOT NULL,
    subject_id   uuid,
    circle_id    uuid,
    digest       bytea       NOT NULL CHECK (length(digest) = 32),
    previous     bytea       NOT NULL CHECK (length(previous) = 32),
    hash         bytea       NOT NULL CHECK (length(hash) = 32)
);
CREATE INDEX audit_entries_subject ON audit_entries (subject_id, number DESC);
CREATE INDEX audit_entries_circle ON audit_entries (circle_id, number DESC);
CREATE INDEX audit_entries_actor ON audit_entries (actor_id, number DESC);
CREATE INDEX audit_entries_erasures ON audit_entries (number) WHERE act = 'audit.erased';

-- Apart, so that an erasure takes the words and leaves the chain.
CREATE TABLE audit_payloads (
    number   bigint PRIMARY KEY,
    salt     bytea  NOT NULL CHECK (length(salt) = 32),
    about_id uuid,
    payload  jsonb  NOT NULL
);
CREATE INDEX audit_payloads_about ON audit_payloads (about_id) WHERE about_id IS NOT NULL;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_payloads_no_update BEFORE UPDATE OR TRUNCATE ON audit_payloads
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE cases (
    id           uuid        PRIMARY KEY,
    inlet        text        NOT NULL CHECK (inlet IN ('machine', 'report', 'patrol')),
    subject_kind text        NOT NULL CHECK (subject_kind IN ('post', 'comment', 'photo', 'account', 'circle')),
    subject_id   uuid        NOT NULL,
    circle_id    uuid,
    post_id      uuid,
    author_id    uuid        NOT NULL,
    category     text        NOT NULL,
    severity     smallint    NOT NULL CHECK (severity BETWEEN 0 AND 4),
    state        text        NOT NULL CHECK (state IN ('open', 'released', 'removed')),
    reports      integer     NOT NULL DEFAULT 0,
    verdict      jsonb,
    snapshot     jsonb       NOT NULL,
    text_digest  bytea,
    claimed_by   uuid,
    claimed_at   timestamptz,
    opened_at    timestamptz NOT NULL DEFAULT now(),
    due_at       timestamptz NOT NULL,
    closed_at    timestamptz,
    CHECK ((state = 'open') = (closed_at IS NULL))
);
-- Two inlets about one thing meet in one open case.
CREATE UNIQUE INDEX cases_one_open ON cases (subject_kind, subject_id) WHERE state = 'open';
CREATE INDEX cases_queue ON cases ((-severity), due_at, id) WHERE state = 'open';
CREATE INDEX cases_closed ON cases (closed_at DESC, id DESC) WHERE state <> 'open';
CREATE INDEX cases_author ON cases (author_id, opened_at DESC);
CREATE INDEX cases_circle ON cases (circle_id, opened_at DESC);
CREATE INDEX cases_opened ON cases (opened_at DESC, id DESC);
CREATE INDEX cases_category ON cases (category, opened_at DESC);
CREATE INDEX cases_text ON cases (text_digest) WHERE text_digest IS NOT NULL;

CREATE TABLE case_decisions (
    id         uuid        PRIMARY KEY,
    case_id    uuid        NOT NULL REFERENCES cases (id),
    act        text        NOT NULL CHECK (act IN ('release', 'remove')),
    category   text        NOT NULL,
    note       text        NOT NULL CHECK (length(note) BETWEEN 1 AND 1000),
    before     jsonb       NOT NULL,
    decided_by uuid        NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    undone_by  uuid,
    undone_at  timestamptz,
    undo_note  text CHECK (length(undo_note) BETWEEN 1 AND 1000),
    CHECK ((undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undo_note IS NULL))
);
CREATE INDEX case_decisions_case ON case_decisions (case_id, at);
-- Of the decisions of a case, one at most stands.
CREATE UNIQUE INDEX case_decisions_standing ON case_decisions (case_id) WHERE undone_at IS NULL;

CREATE TABLE reports (
    id           uuid        PRIMARY KEY,
    number       text        NOT NULL UNIQUE,
    reporter_id  uuid        NOT NULL,
    case_id      uuid        NOT NULL REFERENCES cases (id),
    subject_kind text        NOT NULL,
    subject_id   uuid        NOT NULL,
    circle_id    uuid,
    post_id      uuid,
    category     text        NOT NULL,
    note         text        NOT NULL DEFAULT '' CHECK (length(note) <= 1000),
    state        text        NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'upheld', 'dismissed')),
    at           timestamptz NOT NULL DEFAULT now(),
    answered_at  timestamptz
);
CREATE UNIQUE INDEX reports_once ON reports (reporter_id, subject_id) WHERE state = 'open';
CREATE INDEX reports_case ON reports (case_id);
CREATE INDEX reports_reporter ON reports (reporter_id, at DESC, id DESC);
CREATE INDEX reports_newest ON reports (at DESC, id DESC);

-- migrate:down
