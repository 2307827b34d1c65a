-- migrate:up
-- People: what only they may see (accounts), what others see (profiles), and how they get in.

CREATE TABLE accounts (
    id            uuid        PRIMARY KEY,
    email         text,
    password_hash text,
    role          text        NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'moderator', 'operator')),
    state         text        NOT NULL DEFAULT 'active'
                  CHECK (state IN ('active', 'unclaimed', 'leaving', 'deleted')),
    age_class     text        NOT NULL CHECK (age_class IN ('adult', 'minor')),
    terms_version text        NOT NULL,
    terms_at      timestamptz NOT NULL,
    locale        text        NOT NULL DEFAULT 'zh-CN' CHECK (locale IN ('zh-CN', 'en')),
    theme         text        NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark')),
    zone          text        NOT NULL DEFAULT 'Asia/Shanghai',
    interests     text[]      NOT NULL DEFAULT '{}',
    first_run_at  timestamptz,
    is_demo       boolean     NOT NULL DEFAULT false,
    leaves_at     timestamptz,
    created_at    timestamptz NOT NULL DEFAULT now(),
    CHECK ((state = 'leaving') = (leaves_at IS NOT NULL)),
    CHECK (state <> 'deleted' OR (email IS NULL AND password_hash IS NULL))
);
CREATE INDEX accounts_leaving ON accounts (leaves_at) WHERE state = 'leaving';
CREATE INDEX accounts_staff ON accounts (role) WHERE role <> 'member';

CREATE TABLE profiles (
    account_id      uuid        PRIMARY KEY,
    handle          text        NOT NULL CHECK (length(handle) BETWEEN 2 AND 30),
    name            text        NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    bio             text        NOT NULL DEFAULT '' CHECK (length(bio) <= 300),
    avatar_media_id uuid,
    is_gone         boolean     NOT NULL DEFAULT false,
    created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX profiles_handle ON profiles (handle);
CREATE INDEX profiles_name ON profiles USING gin (name gin_trgm_ops);

CREATE TABLE email_claims (
    email      text PRIMARY KEY CHECK (email = lower(email)),
    account_id uuid NOT NULL
);

-- The skeleton is what the handle looks like, so that two handles never look alike.
CREATE TABLE handle_claims (
    skeleton   text PRIMARY KEY,
    handle     text NOT NULL,
    account_id uuid NOT NULL
);

CREATE TABLE one_time_codes (
    email      text        NOT NULL,
    purpose    text        NOT NULL CHECK (purpose IN ('sign_up', 'reset')),
    code_hash  bytea,
    attempts   integer     NOT NULL DEFAULT 0,
    locale     text        NOT NULL DEFAULT 'zh-CN',
    expires_at timestamptz NOT NULL,
    sent_at    timestamptz,
    PRIMARY KEY (email, purpose)
);

CREATE TABLE sessions (
    account_id uuid        NOT NULL,
    id         uuid        NOT NULL,
    token_hash bytea       NOT NULL,
    user_agent text        NOT NULL DEFAULT '',
    address    text        NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    seen_at    timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- An imported person has no password until this link is used.
CREATE TABLE account_claims (
    account_id uuid        PRIMARY KEY,
    token_hash bytea       NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE TABLE blocks (
    account_id uuid        NOT NULL,
    blocked_id uuid        NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, blocked_id),
    CHECK (account_id <> blocked_id)
);

CREATE TABLE blocked_by (
    account_id uuid        NOT NULL,
    blocker_id uuid        NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, blocker_id),
    CHECK (account_id <> blocker_id)
);

-- migrate:down
