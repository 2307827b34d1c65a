-- migrate:up
-- Posts, their numbered floors, likes. Floor 1 is the post itself.

CREATE TABLE posts (
    circle_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    author_id     uuid        NOT NULL,
    text          text        NOT NULL CHECK (length(text) <= 20000),
    html          text        NOT NULL,
    photos        jsonb       NOT NULL DEFAULT '[]' CHECK (jsonb_array_length(photos) <= 9),
    state         text        NOT NULL CHECK (state IN ('pending', 'visible', 'held', 'removed', 'deleted')),
    category      text,
    -- Why it is held: its words, or a photo of it (then it comes back when the photo does).
    held_for      text        CHECK (held_for IN ('text', 'photo')),
    -- False while the checker was down.
    is_screened   boolean     NOT NULL DEFAULT true,
    like_count    integer     NOT NULL DEFAULT 0 CHECK (like_count >= 0),
    comment_count integer     NOT NULL DEFAULT 0 CHECK (comment_count >= 0),
    last_floor    integer     NOT NULL DEFAULT 1 CHECK (last_floor >= 1),
    version       integer     NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    published_at  timestamptz,
    edited_at     timestamptz,
    PRIMARY KEY (circle_id, id),
    CHECK (state <> 'visible' OR (published_at IS NOT NULL AND is_screened)),
    CHECK (state <> 'held' OR category IS NOT NULL),
    CHECK ((state = 'held') = (held_for IS NOT NULL))
) WITH (fillfactor = 85);
CREATE INDEX posts_feed ON posts (circle_id, published_at DESC, id DESC) INCLUDE (author_id) WHERE state = 'visible';
CREATE INDEX posts_author ON posts (author_id, created_at DESC, id DESC);
CREATE INDEX posts_waiting ON posts (created_at) WHERE state = 'pending';

CREATE TABLE post_versions (
    circle_id uuid        NOT NULL,
    post_id   uuid        NOT NULL,
    version   integer     NOT NULL,
    text      text        NOT NULL,
    html      text        NOT NULL,
    photos    jsonb       NOT NULL,
    -- What it was when it was replaced: readers see only versions that were visible once.
    state     text        NOT NULL,
    edited_by uuid        NOT NULL,
    at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, post_id, version)
);

-- reply_number 0 is the floor itself; 1, 2, … are the replies inside it.
CREATE TABLE comments (
    circle_id    uuid        NOT NULL,
    post_id      uuid        NOT NULL,
    id           uuid        NOT NULL,
    floor        integer     NOT NULL CHECK (floor >= 2),
    reply_number integer     NOT NULL DEFAULT 0 CHECK (reply_number >= 0),
    reply_to_id  uuid,
    author_id    uuid        NOT NULL,
    text         text        NOT NULL CHECK (length(text) <= 5000),
    html         text        NOT NULL,
    state        text        NOT NULL CHECK (state IN ('pending', 'visible', 'held', 'removed', 'deleted')),
    category     text,
    like_count   integer     NOT NULL DEFAULT 0 CHECK (like_count >= 0),
    reply_count  integer     NOT NULL DEFAULT 0 CHECK (reply_count >= 0),
    last_reply   integer     NOT NULL DEFAULT 0 CHECK (last_reply >= 0),
    version      integer     NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    edited_at    timestamptz,
    PRIMARY KEY (circle_id, post_id, id),
    UNIQUE (circle_id, post_id, floor, reply_number),
    CHECK (reply_number > 0 OR reply_to_id IS NULL),
    CHECK (state <> 'held' OR category IS NOT NULL)
) WITH (fillfactor = 85);
CREATE INDEX comments_floors ON comments (circle_id, post_id, floor) WHERE reply_number = 0;
CREATE INDEX comments_by_author ON comments (circle_id, post_id, author_id, floor) WHERE reply_number = 0;
CREATE INDEX comments_author ON comments (author_id, created_at DESC, id DESC);
CREATE INDEX comments_waiting ON comments (created_at) WHERE state = 'pending';

CREATE TABLE comment_versions (
    circle_id  uuid        NOT NULL,
    post_id    uuid        NOT NULL,
    comment_id uuid        NOT NULL,
    version    integer     NOT NULL,
    text       text        NOT NULL,
    html       text        NOT NULL,
    state      text        NOT NULL,
    edited_by  uuid        NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, post_id, comment_id, version)
);

-- The subject is a post, or a comment under it.
CREATE TABLE likes (
    circle_id  uuid        NOT NULL,
    post_id    uuid        NOT NULL,
    subject_id uuid        NOT NULL,
    account_id uuid        NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, subject_id, account_id)
);
CREATE INDEX likes_account ON likes (account_id);

-- migrate:down
