-- migrate:up
-- Polls and meetups: what a post can carry. Both lie with their post; `is_shown` follows its state.

CREATE TABLE polls (
    circle_id   uuid        NOT NULL,
    post_id     uuid        NOT NULL,
    author_id   uuid        NOT NULL,
    max_choices smallint    NOT NULL CHECK (max_choices BETWEEN 1 AND 10),
    -- 'voted': results are hidden until one has voted, or the poll is over.
    results     text        NOT NULL CHECK (results IN ('always', 'voted')),
    is_named    boolean     NOT NULL,
    may_change  boolean     NOT NULL,
    closes_at   timestamptz,
    closed_at   timestamptz,
    voter_count integer     NOT NULL DEFAULT 0 CHECK (voter_count >= 0),
    is_shown    boolean     NOT NULL,
    PRIMARY KEY (circle_id, post_id)
) WITH (fillfactor = 85);

CREATE TABLE poll_options (
    circle_id  uuid     NOT NULL,
    post_id    uuid     NOT NULL,
    number     smallint NOT NULL CHECK (number BETWEEN 1 AND 10),
    text       text     NOT NULL CHECK (length(text) BETWEEN 1 AND 80),
    vote_count integer  NOT NULL DEFAULT 0 CHECK (vote_count >= 0),
    removed_at timestamptz,
    PRIMARY KEY (circle_id, post_id, number),
    CHECK (removed_at IS NULL OR vote_count = 0)
) WITH (fillfactor = 85);

CREATE TABLE poll_votes (
    circle_id  uuid        NOT NULL,
    post_id    uuid        NOT NULL,
    account_id uuid        NOT NULL,
    number     smallint    NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, post_id, account_id, number)
);
CREATE INDEX poll_votes_account ON poll_votes (account_id);
CREATE INDEX poll_votes_option ON poll_votes (circle_id, post_id, number, account_id);

CREATE TABLE meetups (
    circle_id     uuid        NOT NULL,
    post_id       uuid        NOT NULL,
    author_id     uuid        NOT NULL,
    title         text        NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
    starts_at     timestamptz NOT NULL,
    ends_at       timestamptz CHECK (ends_at > starts_at),
    place         text        NOT NULL CHECK (length(place) <= 200),
    seats         integer     CHECK (seats BETWEEN 1 AND 10000),
    opens_at      timestamptz,
    closes_at     timestamptz NOT NULL,
    question      text        NOT NULL DEFAULT '' CHECK (length(question) <= 60),
    cancelled_at  timestamptz,
    cancel_reason text        NOT NULL DEFAULT '' CHECK (length(cancel_reason) <= 300),
    going_count   integer     NOT NULL DEFAULT 0 CHECK (going_count >= 0),
    waiting_count integer     NOT NULL DEFAULT 0 CHECK (waiting_count >= 0),
    came_count    integer     NOT NULL DEFAULT 0 CHECK (came_count BETWEEN 0 AND going_count),
    -- Grows with every change, for calendars that took the meetup in.
    revision      integer     NOT NULL DEFAULT 0,
    -- Signs the codes that the organiser shows.
    check_in_key  bytea       NOT NULL,
    -- Up to which reminder people have been told: hours before the start.
    reminded      smallint    CHECK (reminded IN (24, 1)),
    is_shown      boolean     NOT NULL,
    PRIMARY KEY (circle_id, post_id),
    CHECK (seats IS NULL OR going_count <= seats)
) WITH (fillfactor = 85);
CREATE INDEX meetups_near ON meetups (starts_at) WHERE cancelled_at IS NULL AND reminded IS DISTINCT FROM 1;

CREATE TABLE meetup_choices (
    circle_id   uuid     NOT NULL,
    post_id     uuid     NOT NULL,
    number      smallint NOT NULL CHECK (number BETWEEN 1 AND 10),
    text        text     NOT NULL CHECK (length(text) BETWEEN 1 AND 40),
    seats       integer  CHECK (seats BETWEEN 1 AND 10000),
    going_count integer  NOT NULL DEFAULT 0 CHECK (going_count >= 0),
    PRIMARY KEY (circle_id, post_id, number),
    CHECK (seats IS NULL OR going_count <= seats)
) WITH (fillfactor = 85);

CREATE TABLE sign_ups (
    circle_id     uuid        NOT NULL,
    post_id       uuid        NOT NULL,
    account_id    uuid        NOT NULL,
    state         text        NOT NULL CHECK (state IN ('going', 'waiting')),
    choice        smallint,
    signed_up_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    checked_in_at timestamptz,
    -- Who ticked the person off; null when they scanned the code themselves.
    checked_in_by uuid,
    PRIMARY KEY (circle_id, post_id, account_id),
    CHECK (checked_in_at IS NULL OR state = 'going')
);
CREATE INDEX sign_ups_queue ON sign_ups (circle_id, post_id, state, signed_up_at, account_id);
CREATE INDEX sign_ups_account ON sign_ups (account_id);


-- migrate:down
