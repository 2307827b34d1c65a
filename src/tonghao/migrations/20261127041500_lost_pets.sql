-- migrate:up
-- What people say under something in a tool of a trade, and the board of lost pets.

CREATE TABLE remarks (
    circle_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    tool         text        NOT NULL CHECK (tool ~ '^[a-z_]{2,20}$'),
    subject_id   uuid        NOT NULL,
    account_id   uuid        NOT NULL,
    -- As what they say it: what they are qualified in, what became of the thing.
    label        text        NOT NULL DEFAULT '' CHECK (length(label) <= 60),
    text         text        NOT NULL CHECK (length(text) <= 1000),
    media_ids    uuid[]      NOT NULL DEFAULT '{}' CHECK (cardinality(media_ids) <= 4),
    members_only boolean     NOT NULL DEFAULT false,
    thanked_at   timestamptz,
    removed_at   timestamptz,
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, id),
    CHECK (text <> '' OR label <> '' OR cardinality(media_ids) > 0)
);
CREATE INDEX remarks_subject ON remarks (circle_id, subject_id, id);
CREATE INDEX remarks_account ON remarks (account_id);

CREATE TABLE lost_pets (
    circle_id      uuid        NOT NULL,
    id             uuid        NOT NULL,
    made_by        uuid        NOT NULL,
    name           text        NOT NULL CHECK (length(name) BETWEEN 1 AND 30),
    about          text        NOT NULL DEFAULT '' CHECK (length(about) <= 500),
    place          text        NOT NULL CHECK (length(place) BETWEEN 1 AND 60),
    seen_at        timestamptz NOT NULL,
    media_ids      uuid[]      NOT NULL DEFAULT '{}' CHECK (cardinality(media_ids) <= 4),
    post_id        uuid,
    state          text        NOT NULL DEFAULT 'missing' CHECK (state IN ('missing', 'found', 'closed')),
    ended_at       timestamptz,
    thanks         text        NOT NULL DEFAULT '' CHECK (length(thanks) <= 500),
    removed_at     timestamptz,
    created_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, id),
    CHECK ((state = 'missing') = (ended_at IS NULL))
);
CREATE INDEX lost_pets_newest ON lost_pets (circle_id, (state = 'missing') DESC, id DESC);
CREATE INDEX lost_pets_maker ON lost_pets (made_by);

-- A photo of a child is one from its upload on, so that no other place can take it.
ALTER TABLE media DROP CONSTRAINT media_purpose_check;
ALTER TABLE media ADD CONSTRAINT media_purpose_check CHECK (purpose IN ('post', 'avatar', 'cover', 'licence', 'child'));
ALTER TABLE uploads DROP CONSTRAINT uploads_purpose_check;
ALTER TABLE uploads ADD CONSTRAINT uploads_purpose_check CHECK (purpose IN ('post', 'avatar', 'cover', 'licence', 'child'));

-- migrate:down
