-- migrate:up
-- The tools of a trade: which a circle uses, and what four of them keep.

ALTER TABLE circles ADD COLUMN tools text[] NOT NULL DEFAULT '{}' CHECK (cardinality(tools) <= 8);

ALTER TABLE media_uses DROP CONSTRAINT media_uses_place_kind_check;
ALTER TABLE media_uses ADD CONSTRAINT media_uses_place_kind_check CHECK (place_kind ~ '^[a-z_]{2,20}$');

CREATE TABLE challenges (
    circle_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    made_by      uuid        NOT NULL,
    title        text        NOT NULL CHECK (length(title) BETWEEN 1 AND 40),
    about        text        NOT NULL CHECK (length(about) <= 500),
    days         smallint    NOT NULL CHECK (days BETWEEN 7 AND 100),
    minutes      smallint    NOT NULL CHECK (minutes BETWEEN 1 AND 600),
    joined_count integer     NOT NULL DEFAULT 0 CHECK (joined_count >= 0),
    ended_at     timestamptz,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, id)
);

-- Everybody's days begin when they join.
CREATE TABLE challengers (
    circle_id    uuid NOT NULL,
    challenge_id uuid NOT NULL,
    account_id   uuid NOT NULL,
    starts_on    date NOT NULL,
    PRIMARY KEY (circle_id, challenge_id, account_id)
);
CREATE INDEX challengers_account ON challengers (account_id);

CREATE TABLE challenge_marks (
    circle_id    uuid        NOT NULL,
    challenge_id uuid        NOT NULL,
    account_id   uuid        NOT NULL,
    day          date        NOT NULL,
    id           uuid        NOT NULL,
    line         text        NOT NULL DEFAULT '' CHECK (length(line) <= 200),
    media_id     uuid,
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, challenge_id, account_id, day)
);
CREATE INDEX challenge_marks_newest ON challenge_marks (circle_id, challenge_id, id DESC);
CREATE INDEX challenge_marks_account ON challenge_marks (account_id);

CREATE TABLE team_ups (
    circle_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    made_by    uuid        NOT NULL,
    game       text        NOT NULL CHECK (length(game) BETWEEN 1 AND 40),
    note       text        NOT NULL DEFAULT '' CHECK (length(note) <= 300),
    starts_at  timestamptz NOT NULL,
    seats      smallint    NOT NULL CHECK (seats BETWEEN 2 AND 20),
    taken      smallint    NOT NULL DEFAULT 0 CHECK (taken BETWEEN 0 AND seats),
    closed_at  timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, id)
);
CREATE INDEX team_ups_next ON team_ups (circle_id, starts_at, id) WHERE closed_at IS NULL;

CREATE TABLE team_up_seats (
    circle_id  uuid        NOT NULL,
    team_up_id uuid        NOT NULL,
    account_id uuid        NOT NULL,
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (circle_id, team_up_id, account_id)
);
CREATE INDEX team_up_seats_account ON team_up_seats (account_id);

CREATE TABLE readings (
    circle_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    made_by    uuid        NOT NULL,
    title      text        NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
    author     text        NOT NULL DEFAULT '' CHECK (length(author) <= 60),
    about      text        NOT NULL DEFAULT '' CHECK (length(about) <= 500),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, id)
);

CREATE TABLE reading_sections (
    circle_id  uuid     NOT NULL,
    reading_id uuid     NOT NULL,
    number     smallint NOT NULL CHECK (number BETWEEN 1 AND 40),
    title      text     NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
    due_on     date     NOT NULL,
    read_count integer  NOT NULL DEFAULT 0 CHECK (read_count >= 0),
    PRIMARY KEY (circle_id, reading_id, number)
);

CREATE TABLE section_reads (
    circle_id  uuid        NOT NULL,
    reading_id uuid        NOT NULL,
    number     smallint    NOT NULL,
    account_id uuid        NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, reading_id, number, account_id)
);
CREATE INDEX section_reads_account ON section_reads (account_id);

CREATE TABLE margins (
    circle_id  uuid        NOT NULL,
    reading_id uuid        NOT NULL,
    number     smallint    NOT NULL,
    id         uuid        NOT NULL,
    account_id uuid        NOT NULL,
    text       text        NOT NULL CHECK (length(text) BETWEEN 1 AND 1000),
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, reading_id, number, id)
);
CREATE INDEX margins_account ON margins (account_id);

CREATE TABLE funds (
    circle_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    made_by       uuid        NOT NULL,
    title         text        NOT NULL CHECK (length(title) BETWEEN 1 AND 40),
    purpose       text        NOT NULL DEFAULT '' CHECK (length(purpose) <= 500),
    currency      text        NOT NULL DEFAULT 'CNY' CHECK (currency = 'CNY'),
    balance_minor bigint      NOT NULL DEFAULT 0 CHECK (balance_minor >= 0),
    last_number   integer     NOT NULL DEFAULT 0 CHECK (last_number >= 0),
    created_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, id)
);

-- Append-only: a mistake is met by an entry that reverses it. Amounts are fen; what went out is negative.
CREATE TABLE fund_entries (
    circle_id     uuid        NOT NULL,
    fund_id       uuid        NOT NULL,
    number        integer     NOT NULL CHECK (number >= 1),
    amount_minor  bigint      NOT NULL CHECK (amount_minor <> 0),
    balance_minor bigint      NOT NULL CHECK (balance_minor >= 0),
    day           date        NOT NULL,
    purpose       text        NOT NULL CHECK (length(purpose) BETWEEN 1 AND 200),
    entered_by    uuid        NOT NULL,
    confirmed_by  uuid        CHECK (confirmed_by <> entered_by),
    confirmed_at  timestamptz,
    reverses      integer     CHECK (reverses < number),
    media_owner   uuid,
    media_id      uuid,
    post_ids      uuid[]      NOT NULL DEFAULT '{}' CHECK (cardinality(post_ids) <= 5),
    at            timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, fund_id, number),
    UNIQUE (circle_id, fund_id, reverses),
    CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
    CHECK ((media_owner IS NULL) = (media_id IS NULL))
);

CREATE FUNCTION keep_fund_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.confirmed_by IS NULL
       AND to_jsonb(NEW) - 'confirmed_by' - 'confirmed_at' = to_jsonb(OLD) - 'confirmed_by' - 'confirmed_at' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'fund_entries is append-only';
END
$$;
CREATE TRIGGER fund_entries_append_only BEFORE UPDATE OR DELETE ON fund_entries
    FOR EACH ROW EXECUTE FUNCTION keep_fund_entry();

-- migrate:down
