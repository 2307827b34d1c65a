-- migrate:up
-- Circles, their members, and who answers when.

CREATE TABLE circles (
    id             uuid        PRIMARY KEY,
    slug           text        NOT NULL CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
    partner_id     uuid        NOT NULL,
    name           text        NOT NULL CHECK (length(name) BETWEEN 2 AND 30),
    name_en        text        NOT NULL DEFAULT '' CHECK (length(name_en) <= 60),
    topic          text        NOT NULL,
    description    text        NOT NULL DEFAULT '' CHECK (length(description) <= 500),
    description_en text        NOT NULL DEFAULT '' CHECK (length(description_en) <= 1000),
    rules          text        NOT NULL DEFAULT '' CHECK (length(rules) <= 2000),
    cover_owner_id uuid,
    cover_media_id uuid,
    kind           text        NOT NULL CHECK (kind IN ('open', 'invite')),
    state          text        NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
    zone           text        NOT NULL DEFAULT 'Asia/Shanghai',
    member_count   integer     NOT NULL DEFAULT 0 CHECK (member_count >= 0),
    created_at     timestamptz NOT NULL DEFAULT now(),
    CHECK ((cover_owner_id IS NULL) = (cover_media_id IS NULL))
) WITH (fillfactor = 80);
CREATE INDEX circles_discover ON circles (member_count DESC, id DESC) WHERE kind = 'open' AND state = 'open';
CREATE INDEX circles_topic ON circles (topic, member_count DESC, id DESC) WHERE kind = 'open' AND state = 'open';
CREATE INDEX circles_partner ON circles (partner_id);

CREATE TABLE circle_slug_claims (
    slug      text PRIMARY KEY,
    circle_id uuid NOT NULL
);

CREATE TABLE memberships (
    circle_id  uuid        NOT NULL,
    account_id uuid        NOT NULL,
    role       text        NOT NULL DEFAULT 'member' CHECK (role IN ('owner', 'host', 'helper', 'member')),
    joined_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, account_id)
);
CREATE INDEX memberships_newest ON memberships (circle_id, joined_at DESC, account_id DESC);
CREATE UNIQUE INDEX memberships_one_owner ON memberships (circle_id) WHERE role = 'owner';
CREATE INDEX memberships_staff ON memberships (circle_id, role) WHERE role <> 'member';

CREATE TABLE joined_circles (
    account_id uuid        NOT NULL,
    circle_id  uuid        NOT NULL,
    role       text        NOT NULL DEFAULT 'member' CHECK (role IN ('owner', 'host', 'helper', 'member')),
    joined_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, circle_id)
);

CREATE TABLE circle_bans (
    circle_id  uuid        NOT NULL,
    account_id uuid        NOT NULL,
    banned_by  uuid        NOT NULL,
    reason     text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    until      timestamptz,
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, account_id)
);

CREATE TABLE circle_invites (
    circle_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    token_hash bytea       NOT NULL,
    made_by    uuid        NOT NULL,
    uses       integer     NOT NULL DEFAULT 0,
    max_uses   integer     NOT NULL DEFAULT 50 CHECK (max_uses BETWEEN 1 AND 500),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, id),
    CHECK (uses <= max_uses)
);

-- Weekly hours in the circle's own zone; weekday 0 is Monday; a shift over midnight is two rows.
CREATE TABLE duty_shifts (
    circle_id     uuid     NOT NULL,
    account_id    uuid     NOT NULL,
    weekday       smallint NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    starts_minute smallint NOT NULL CHECK (starts_minute BETWEEN 0 AND 1439),
    ends_minute   smallint NOT NULL CHECK (ends_minute BETWEEN 1 AND 1440),
    PRIMARY KEY (circle_id, account_id, weekday, starts_minute),
    CHECK (ends_minute > starts_minute)
);

-- migrate:down
