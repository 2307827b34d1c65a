-- migrate:up
-- What stands on a post beside its words: kind, tags, pin, lock, digest, slow mode; and how a circle lets people post.

ALTER TABLE posts
    -- An open list: each feature that brings a kind names it in posts/types.py.
    ADD COLUMN kind           text        NOT NULL DEFAULT 'plain' CHECK (kind ~ '^[a-z][a-z_]{1,19}$'),
    ADD COLUMN tags           text[]      NOT NULL DEFAULT '{}' CHECK (cardinality(tags) <= 5),
    -- A pinned post has one of three places, so that there are never four.
    ADD COLUMN pin_place      smallint    CHECK (pin_place BETWEEN 1 AND 3),
    ADD COLUMN pinned_at      timestamptz,
    ADD COLUMN locked_at      timestamptz,
    ADD COLUMN locked_by      uuid,
    ADD COLUMN lock_reason    text        CHECK (length(lock_reason) BETWEEN 1 AND 500),
    ADD COLUMN digest         text        CHECK (length(digest) BETWEEN 1 AND 12),
    ADD COLUMN digested_at    timestamptz,
    ADD COLUMN slow_seconds   integer     NOT NULL DEFAULT 0 CHECK (slow_seconds BETWEEN 0 AND 86400),
    ADD CONSTRAINT posts_pin_shown CHECK (pin_place IS NULL OR state = 'visible'),
    ADD CONSTRAINT posts_pin_whole CHECK ((pin_place IS NULL) = (pinned_at IS NULL)),
    ADD CONSTRAINT posts_lock_whole CHECK ((locked_at IS NULL) = (locked_by IS NULL)
                                       AND (locked_at IS NULL) = (lock_reason IS NULL)),
    ADD CONSTRAINT posts_digest_whole CHECK ((digest IS NULL) = (digested_at IS NULL));
CREATE UNIQUE INDEX posts_pinned ON posts (circle_id, pin_place) WHERE pin_place IS NOT NULL;
CREATE INDEX posts_digest ON posts (circle_id, digested_at DESC, id DESC) WHERE digest IS NOT NULL;

-- Called for the few posts that are locked alone, since it is strict.
CREATE FUNCTION lock_of(locked_by uuid, reason text, locked_at timestamptz) RETURNS jsonb
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT jsonb_build_object('by', jsonb_build_object('account_id', p.account_id, 'handle', p.handle, 'name', p.name,
                                                       'avatar', p.avatar_media_id, 'is_gone', p.is_gone),
                              'reason', reason, 'at', locked_at)
      FROM public.profiles p WHERE p.account_id = locked_by
$$;

-- Visible posts by tag, for the list under a tag.
CREATE TABLE post_tags (
    circle_id    uuid        NOT NULL,
    tag          text        NOT NULL,
    post_id      uuid        NOT NULL,
    published_at timestamptz NOT NULL,
    PRIMARY KEY (circle_id, post_id, tag)
);
CREATE INDEX post_tags_list ON post_tags (circle_id, tag, published_at DESC, post_id DESC);

CREATE TABLE circle_tags (
    circle_id  uuid    NOT NULL,
    tag        text    NOT NULL CHECK (length(tag) BETWEEN 1 AND 20),
    post_count integer NOT NULL CHECK (post_count >= 0),
    PRIMARY KEY (circle_id, tag)
);
CREATE INDEX circle_tags_most ON circle_tags (circle_id, post_count DESC, tag) WHERE post_count > 0;

-- How a circle lets people post; a circle without a row has none of it.
CREATE TABLE posting_rules (
    circle_id         uuid    NOT NULL PRIMARY KEY,
    slow_seconds      integer NOT NULL DEFAULT 0 CHECK (slow_seconds BETWEEN 0 AND 86400),
    digest_categories text[]  NOT NULL DEFAULT '{}' CHECK (cardinality(digest_categories) <= 8)
);

-- When somebody last commented where comments are slow; the place is the circle or one post of it.
CREATE TABLE comment_turns (
    circle_id  uuid        NOT NULL,
    place_id   uuid        NOT NULL,
    account_id uuid        NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (circle_id, place_id, account_id)
);
CREATE INDEX comment_turns_account ON comment_turns (account_id);
CREATE INDEX comment_turns_at ON comment_turns (at);

-- migrate:down
