-- migrate:up
-- Columns 专栏: posts of a circle in an order that one writer gives them.

CREATE TABLE circle_columns (
    circle_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    writer_id   uuid        NOT NULL,
    title       text        NOT NULL CHECK (length(title) BETWEEN 1 AND 30),
    description text        NOT NULL DEFAULT '' CHECK (length(description) <= 300),
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, id)
);
CREATE INDEX circle_columns_writer ON circle_columns (writer_id);

CREATE TABLE column_posts (
    circle_id uuid        NOT NULL,
    column_id uuid        NOT NULL,
    post_id   uuid        NOT NULL,
    place     integer     NOT NULL CHECK (place >= 1),
    added_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, column_id, post_id),
    UNIQUE (circle_id, column_id, place) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX column_posts_post ON column_posts (circle_id, post_id);

-- migrate:down
