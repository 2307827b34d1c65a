-- migrate:up
-- Circles by request: their questions, and who asked to come in.

ALTER TABLE circles DROP CONSTRAINT circles_kind_check;
ALTER TABLE circles ADD CONSTRAINT circles_kind_check CHECK (kind IN ('open', 'request', 'invite'));
-- [{"text": …, "is_required": …}], in the order in which they are asked.
ALTER TABLE circles ADD COLUMN join_questions jsonb NOT NULL DEFAULT '[]'
    CHECK (jsonb_array_length(join_questions) <= 5);
DROP INDEX circles_discover;
DROP INDEX circles_topic;
CREATE INDEX circles_discover ON circles (member_count DESC, id DESC) WHERE kind <> 'invite' AND state = 'open';
CREATE INDEX circles_topic ON circles (topic, member_count DESC, id DESC) WHERE kind <> 'invite' AND state = 'open';

-- `answers` carry the questions as they were asked.
CREATE TABLE join_requests (
    circle_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    account_id   uuid        NOT NULL,
    state        text        NOT NULL DEFAULT 'pending'
                             CHECK (state IN ('pending', 'accepted', 'declined', 'withdrawn', 'expired')),
    introduction text        NOT NULL CHECK (length(introduction) BETWEEN 1 AND 300),
    note         text        NOT NULL DEFAULT '' CHECK (length(note) <= 300),
    answers      jsonb       NOT NULL DEFAULT '[]',
    reason       text        NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    asked_at     timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    decided_by   uuid,
    decided_at   timestamptz,
    PRIMARY KEY (circle_id, id),
    CHECK ((state = 'pending') = (decided_at IS NULL))
);
CREATE UNIQUE INDEX join_requests_one_pending ON join_requests (circle_id, account_id) WHERE state = 'pending';
CREATE INDEX join_requests_of_circle ON join_requests (circle_id, state, id);
CREATE INDEX join_requests_of_person ON join_requests (account_id, id DESC);
CREATE INDEX join_requests_expiry ON join_requests (expires_at) WHERE state = 'pending';

-- Which kinds there are stands in one place, `notifications/types.py`.
ALTER TABLE notifications DROP CONSTRAINT notifications_kind_check;
ALTER TABLE notifications ADD CONSTRAINT notifications_kind_check CHECK (kind ~ '^[a-z_]+$');

-- migrate:down
