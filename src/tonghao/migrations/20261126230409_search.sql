-- migrate:up
-- The words of posts and comments, cut and folded, so that they can be found; and who may be found by name.

CREATE TABLE search_texts (
    circle_id  uuid        NOT NULL,
    -- The post, or the comment.
    subject_id uuid        NOT NULL,
    post_id    uuid        NOT NULL,
    author_id  uuid        NOT NULL,
    -- Of the text that was cut: what has been edited since is not found by what it no longer says.
    version    integer     NOT NULL,
    at         timestamptz NOT NULL,
    useful     real        NOT NULL DEFAULT 0 CHECK (useful >= 0),
    words      tsvector    NOT NULL,
    PRIMARY KEY (circle_id, subject_id)
);
CREATE INDEX search_texts_words ON search_texts USING gin (words);
CREATE INDEX search_texts_thread ON search_texts (circle_id, post_id);
CREATE INDEX search_texts_author ON search_texts (author_id);

-- How far the walk over everything has come that cuts what no event told of.
CREATE TABLE search_walks (
    source     text PRIMARY KEY CHECK (source IN ('posts', 'comments')),
    circle_id  uuid        NOT NULL,
    post_id    uuid        NOT NULL,
    subject_id uuid        NOT NULL,
    ended_at   timestamptz
);

ALTER TABLE profiles ADD COLUMN found_by text NOT NULL DEFAULT 'handle'
    CHECK (found_by IN ('nobody', 'handle', 'name'));
CREATE INDEX profiles_found ON profiles USING gin (name gin_trgm_ops) WHERE found_by = 'name';
CREATE INDEX circles_name ON circles USING gin (name gin_trgm_ops, name_en gin_trgm_ops, slug gin_trgm_ops);

-- migrate:down
