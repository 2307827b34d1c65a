-- migrate:up
-- What is being written, what is to be published later, and what quotes something else.

CREATE TABLE drafts (
    account_id uuid        NOT NULL,
    kind       text        NOT NULL CHECK (kind IN ('post', 'edit', 'comment')),
    circle_id  uuid        NOT NULL,
    -- The post that is edited or commented on; all zeros for a new post.
    post_id    uuid        NOT NULL,
    -- The place under which the ledger of photos knows it.
    id         uuid        NOT NULL,
    text       text        NOT NULL CHECK (length(text) <= 20000),
    tags       text[]      NOT NULL DEFAULT '{}' CHECK (cardinality(tags) <= 5),
    photos     jsonb       NOT NULL DEFAULT '[]' CHECK (jsonb_array_length(photos) <= 9),
    version    integer     NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, kind, circle_id, post_id)
);

CREATE TABLE scheduled_posts (
    account_id      uuid        NOT NULL,
    id              uuid        NOT NULL,
    circle_id       uuid        NOT NULL,
    text            text        NOT NULL CHECK (length(text) <= 20000),
    tags            text[]      NOT NULL DEFAULT '{}' CHECK (cardinality(tags) <= 5),
    photos          jsonb       NOT NULL DEFAULT '[]' CHECK (jsonb_array_length(photos) <= 9),
    kind            text        NOT NULL,
    quote_circle_id uuid,
    quote_post_id   uuid,
    publish_at      timestamptz NOT NULL,
    -- Why it could not be published: the code of the refusal.
    failure         text,
    failed_at       timestamptz,
    version         integer     NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, id),
    CHECK ((failure IS NULL) = (failed_at IS NULL)),
    CHECK ((quote_circle_id IS NULL) = (quote_post_id IS NULL))
);
CREATE INDEX scheduled_posts_due ON scheduled_posts (publish_at) WHERE failure IS NULL;

ALTER TABLE posts
    ADD COLUMN quote_circle_id uuid,
    ADD COLUMN quote_post_id   uuid,
    ADD CONSTRAINT posts_quote_whole CHECK ((quote_circle_id IS NULL) = (quote_post_id IS NULL));
-- Another comment of the same thread.
ALTER TABLE comments ADD COLUMN quote_id uuid CHECK (quote_id <> id);

-- migrate:down
