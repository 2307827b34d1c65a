-- migrate:up
-- Photos: what was uploaded, what the check said, and where each is used.

CREATE TABLE media (
    owner_id      uuid        NOT NULL,
    id            uuid        NOT NULL,
    purpose       text        NOT NULL CHECK (purpose IN ('post', 'avatar', 'cover')),
    state         text        NOT NULL CHECK (state IN ('pending', 'visible', 'held', 'refused', 'dropped', 'deleted')),
    alt           text        NOT NULL DEFAULT '' CHECK (length(alt) <= 300),
    sha256        bytea       NOT NULL,
    size_bytes    bigint      NOT NULL CHECK (size_bytes >= 0),
    width         integer,
    height        integer,
    blur          text,
    category      text,
    refusal       text,
    verdict       jsonb,
    created_at    timestamptz NOT NULL DEFAULT now(),
    checked_at    timestamptz,
    -- Since when no place has used it; null while one does.
    unused_since  timestamptz DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    CHECK (state <> 'visible' OR (width > 0 AND height > 0 AND blur IS NOT NULL)),
    CHECK (state <> 'pending' OR checked_at IS NULL),
    CHECK (state <> 'deleted' OR (verdict IS NULL AND blur IS NULL AND alt = ''))
);
CREATE INDEX media_pending ON media (created_at) WHERE state = 'pending';
CREATE INDEX media_sha256 ON media (sha256) WHERE verdict IS NOT NULL;
CREATE INDEX media_unused ON media (unused_since) WHERE state IN ('visible', 'refused');
-- Nobody sees these any more; their files are being deleted.
CREATE INDEX media_dropped ON media (owner_id, id) WHERE state = 'dropped';

-- The media ledger. A row ends when the place lets the photo go; a photo with no living row is deleted.
CREATE TABLE media_uses (
    owner_id   uuid        NOT NULL,
    media_id   uuid        NOT NULL,
    place_kind text        NOT NULL CHECK (place_kind IN ('post', 'avatar', 'cover')),
    place_id   uuid        NOT NULL,
    circle_id  uuid,
    since      timestamptz NOT NULL DEFAULT now(),
    ended_at   timestamptz,
    PRIMARY KEY (owner_id, media_id, place_kind, place_id),
    CHECK ((place_kind = 'avatar') = (circle_id IS NULL))
);
CREATE INDEX media_uses_place ON media_uses (place_kind, place_id) WHERE ended_at IS NULL;

-- migrate:down
