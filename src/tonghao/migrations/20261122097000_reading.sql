-- migrate:up
-- What a member keeps quiet, what a member is told, and how far an import came.

CREATE TABLE feed_mutes (
    account_id   uuid        NOT NULL,
    subject_kind text        NOT NULL CHECK (subject_kind IN ('circle', 'account')),
    subject_id   uuid        NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, subject_kind, subject_id)
);

CREATE TABLE notifications (
    account_id uuid        NOT NULL,
    id         uuid        NOT NULL,
    kind       text        NOT NULL CHECK (kind IN ('reply', 'mention', 'like', 'decision', 'report', 'partner')),
    actor_id   uuid,
    circle_id  uuid,
    post_id    uuid,
    comment_id uuid,
    cause      text        NOT NULL,
    details    jsonb       NOT NULL DEFAULT '{}',
    at         timestamptz NOT NULL DEFAULT now(),
    read_at    timestamptz,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, cause)
);
CREATE INDEX notifications_unread ON notifications (account_id) WHERE read_at IS NULL;

CREATE TABLE import_progress (
    archive     text        NOT NULL,
    file        text        NOT NULL,
    lines_done  bigint      NOT NULL,
    finished_at timestamptz,
    PRIMARY KEY (archive, file)
);

-- migrate:down
