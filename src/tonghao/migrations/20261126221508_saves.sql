-- migrate:up
-- What a person keeps for themselves, in folders that nobody else sees.

CREATE TABLE save_folders (
    account_id uuid        NOT NULL,
    id         uuid        NOT NULL,
    name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 30),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX save_folders_name ON save_folders (account_id, lower(name));

-- The words stay where they stand: what is removed is not kept here.
CREATE TABLE saves (
    account_id uuid        NOT NULL,
    -- The comment, or the post where `comment_id` is null.
    subject_id uuid        NOT NULL,
    circle_id  uuid        NOT NULL,
    post_id    uuid        NOT NULL,
    comment_id uuid,
    folder_id  uuid,
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, subject_id),
    CHECK (subject_id = COALESCE(comment_id, post_id))
);
CREATE INDEX saves_newest ON saves (account_id, at DESC, subject_id DESC);
CREATE INDEX saves_folder ON saves (account_id, folder_id, at DESC, subject_id DESC);
CREATE INDEX saves_thread ON saves (circle_id, post_id, account_id);

-- migrate:down
