-- migrate:up

-- Photos that come in parts: how far each one is. The parts lie in quarantine, one file each.
CREATE TABLE uploads (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    purpose text NOT NULL CHECK (purpose IN ('post', 'avatar', 'cover')),
    alt text NOT NULL DEFAULT '' CHECK (length(alt) <= 300),
    length_bytes bigint NOT NULL CHECK (length_bytes > 0),
    offset_bytes bigint NOT NULL DEFAULT 0 CHECK (offset_bytes BETWEEN 0 AND length_bytes),
    sha256 bytea CHECK (length(sha256) = 32),
    parts uuid[] NOT NULL DEFAULT '{}',
    -- The photo that came of it.
    media_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL DEFAULT now() + interval '24 hours',
    PRIMARY KEY (owner_id, id),
    CHECK ((media_id IS NOT NULL) = (offset_bytes = length_bytes))
);
CREATE INDEX uploads_expired ON uploads (expires_at);

-- migrate:down
