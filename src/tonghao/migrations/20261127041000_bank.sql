-- migrate:up
-- What a photo looks like, and the bank of photos that were removed and must stay away.

-- 64 bytes: its hash as it came and without its border. Empty: too plain to have one. NULL: not hashed yet.
ALTER TABLE media
    ADD COLUMN look bytea CHECK (octet_length(look) IN (0, 64)),
    ADD CONSTRAINT media_look_goes CHECK (state <> 'deleted' OR look IS NULL);
CREATE INDEX media_unhashed ON media (owner_id, id)
    WHERE look IS NULL AND state IN ('visible', 'held', 'refused') AND blur IS NOT NULL;

-- Every change of the bank has a number; who checks a photo knows by it whether their copy is fresh.
CREATE TABLE bank_state (
    sole    boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (sole),
    version bigint  NOT NULL DEFAULT 0
);
INSERT INTO bank_state DEFAULT VALUES;

CREATE TABLE bank_entries (
    id            uuid        NOT NULL PRIMARY KEY,
    kind          text        NOT NULL CHECK (kind IN ('removed', 'released')),
    category      text        NOT NULL,
    case_id       uuid        NOT NULL,
    decision_id   uuid        NOT NULL,
    media_owner   uuid,
    media_id      uuid        NOT NULL,
    hashes        bytea       NOT NULL CHECK (octet_length(hashes) % 32 = 0 AND octet_length(hashes) <= 1280),
    hashed_at     timestamptz,
    reason        text        NOT NULL CHECK (reason <> ''),
    entered_by    uuid        NOT NULL,
    at            timestamptz NOT NULL DEFAULT now(),
    retired_at    timestamptz,
    retired_by    uuid,
    retire_reason text,
    version       bigint      NOT NULL,
    CHECK ((retired_at IS NULL) = (retired_by IS NULL) AND (retired_at IS NULL) = (retire_reason IS NULL))
);
CREATE INDEX bank_entries_version ON bank_entries (version);
CREATE INDEX bank_entries_decision ON bank_entries (decision_id);
CREATE INDEX bank_entries_at ON bank_entries (at DESC, id DESC);
CREATE INDEX bank_entries_owner ON bank_entries (media_owner) WHERE media_owner IS NOT NULL;

-- migrate:down
