-- migrate:up
-- One decision about many cases: each has its own transaction, and its own result here.
CREATE TABLE batches (
    id uuid PRIMARY KEY,
    act text NOT NULL CHECK (act IN ('release', 'remove')),
    category text NOT NULL,
    note text NOT NULL CHECK (length(note) BETWEEN 1 AND 1000),
    sanction jsonb,
    exception text CHECK (length(exception) BETWEEN 1 AND 40),
    made_by uuid NOT NULL,
    by_operator boolean NOT NULL,
    at timestamptz NOT NULL,
    undone_by uuid,
    undone_at timestamptz,
    undo_note text CHECK (length(undo_note) BETWEEN 1 AND 1000),
    CHECK ((undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undo_note IS NULL))
);

CREATE TABLE batch_results (
    batch_id uuid NOT NULL,
    case_id uuid NOT NULL,
    place smallint NOT NULL,
    outcome text NOT NULL DEFAULT 'waiting'
        CHECK (outcome IN ('waiting', 'released', 'removed', 'proposed', 'refused', 'undone', 'kept')),
    decision_id uuid,
    code text NOT NULL DEFAULT '',
    said_zh text NOT NULL DEFAULT '',
    said_en text NOT NULL DEFAULT '',
    at timestamptz,
    PRIMARY KEY (batch_id, case_id),
    CHECK ((outcome = 'waiting') = (at IS NULL))
);
CREATE INDEX batch_results_waiting ON batch_results (batch_id) WHERE outcome = 'waiting';

-- migrate:down
