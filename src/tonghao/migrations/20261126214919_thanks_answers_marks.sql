-- migrate:up
-- Thanks for answers, floors that solved a question, how far one has read, what one follows.

ALTER TABLE posts
    -- The floors that the asker, or a host, marked as the answer, in their order.
    ADD COLUMN answer_floors integer[] NOT NULL DEFAULT '{}' CHECK (cardinality(answer_floors) <= 5),
    ADD COLUMN solved_at timestamptz,
    ADD CONSTRAINT posts_solved CHECK ((solved_at IS NOT NULL) = (cardinality(answer_floors) > 0));

ALTER TABLE comments
    ADD COLUMN thanks_count integer NOT NULL DEFAULT 0 CHECK (thanks_count >= 0);

CREATE TABLE thanks (
    circle_id  uuid        NOT NULL,
    post_id    uuid        NOT NULL,
    comment_id uuid        NOT NULL,
    account_id uuid        NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, comment_id, account_id)
);
CREATE INDEX thanks_account ON thanks (account_id);
CREATE INDEX thanks_post ON thanks (circle_id, post_id);

-- One row for each thread that a person has opened or follows. It lies with the circle, so that a feed
-- page joins it by key.
CREATE TABLE thread_marks (
    circle_id   uuid        NOT NULL,
    post_id     uuid        NOT NULL,
    account_id  uuid        NOT NULL,
    -- 0: never opened.
    read_floor  integer     NOT NULL DEFAULT 0 CHECK (read_floor >= 0),
    follows     text        CHECK (follows IN ('chosen', 'wrote', 'answered')),
    followed_at timestamptz,
    -- Gave it up once: writing in it does not bring it back.
    let_go      boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (circle_id, post_id, account_id),
    CHECK ((follows IS NULL) = (followed_at IS NULL))
) WITH (fillfactor = 80);
CREATE INDEX thread_marks_followed ON thread_marks (account_id, followed_at DESC, post_id DESC) WHERE follows IS NOT NULL;
CREATE INDEX thread_marks_followers ON thread_marks (circle_id, post_id, account_id) WHERE follows IS NOT NULL;
CREATE INDEX thread_marks_account ON thread_marks (account_id);

-- What a person wants to follow without being asked; no row: both.
CREATE TABLE follow_settings (
    account_id uuid    PRIMARY KEY,
    own        boolean NOT NULL DEFAULT true,
    answered   boolean NOT NULL DEFAULT true
);

ALTER TABLE memberships
    -- Shown instead of the name in this circle only.
    ADD COLUMN nickname text CHECK (length(nickname) BETWEEN 1 AND 40),
    -- Where the circle has chosen levels.
    ADD COLUMN level smallint CHECK (level BETWEEN 1 AND 18);

ALTER TABLE notifications DROP CONSTRAINT notifications_kind_check,
    ADD CONSTRAINT notifications_kind_check CHECK (kind ~ '^[a-z]{2,20}$');

-- migrate:down
