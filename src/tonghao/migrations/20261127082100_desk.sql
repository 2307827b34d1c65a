-- migrate:up
-- Who works on a case: assigned to somebody, stepped back from by somebody, and what colleagues noted.

ALTER TABLE cases
    ADD COLUMN assigned_to uuid,
    ADD COLUMN assigned_by uuid,
    ADD COLUMN assigned_at timestamptz,
    ADD CONSTRAINT cases_assigned_whole CHECK (num_nulls(assigned_to, assigned_by, assigned_at) IN (0, 3));
CREATE INDEX cases_assigned ON cases (assigned_to, priority DESC, id DESC) WHERE state = 'open';

-- Whoever stepped back never sees the case again.
CREATE TABLE case_recusals (
    case_id    uuid,
    account_id uuid,
    reason     text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    at         timestamptz NOT NULL,
    PRIMARY KEY (case_id, account_id)
);
CREATE TABLE case_notes (
    case_id   uuid,
    id        uuid,
    author_id uuid        NOT NULL,
    text      text        NOT NULL CHECK (length(text) BETWEEN 1 AND 1000),
    at        timestamptz NOT NULL,
    PRIMARY KEY (case_id, id)
);

-- migrate:down
