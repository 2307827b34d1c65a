-- migrate:up

-- What a text was found to be that is published all the same (S1): a category of the policy.
ALTER TABLE posts ADD COLUMN label text;
ALTER TABLE comments ADD COLUMN label text;

-- The home feed leaves labelled posts out without touching the table.
DROP INDEX posts_feed;
CREATE INDEX posts_feed ON posts (circle_id, published_at DESC, id DESC) INCLUDE (author_id, label)
    WHERE state = 'visible';

-- migrate:down
