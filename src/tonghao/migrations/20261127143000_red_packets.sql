-- migrate:up
-- A packet's money lies in an account of the ledger; here stands for whom it is, how it was drawn, and who took what.
CREATE TABLE red_packets (
    id             uuid        NOT NULL PRIMARY KEY,
    maker_id       uuid        NOT NULL,
    -- Into a circle, under a post of it, or to one person alone.
    circle_id      uuid,
    post_id        uuid,
    to_id          uuid,
    kind           text        NOT NULL CHECK (kind IN ('lucky', 'equal', 'exclusive')),
    cover          text        NOT NULL,
    greeting       text        NOT NULL CHECK (length(greeting) <= 40),
    currency       text        NOT NULL,
    total_minor    bigint      NOT NULL CHECK (total_minor > 0),
    share_count    smallint    NOT NULL CHECK (share_count BETWEEN 1 AND 100),
    most_minor     bigint      NOT NULL CHECK (most_minor > 0),
    algorithm      text        NOT NULL,
    seed           bytea       NOT NULL CHECK (length(seed) = 32),
    commitment     bytea       NOT NULL CHECK (length(commitment) = 32),
    -- In the order in which they are taken.
    amounts_minor  bigint[]    NOT NULL,
    hides_results  boolean     NOT NULL DEFAULT false,
    taken_count    smallint    NOT NULL DEFAULT 0,
    taken_minor    bigint      NOT NULL DEFAULT 0,
    returned_minor bigint      NOT NULL DEFAULT 0 CHECK (returned_minor >= 0),
    state          text        NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'finished', 'returned')),
    made_at        timestamptz NOT NULL DEFAULT now(),
    expires_at     timestamptz NOT NULL,
    over_at        timestamptz,
    -- Out of sight; what was left in it has gone back.
    removed_at     timestamptz,
    CHECK (circle_id IS NOT NULL OR (to_id IS NOT NULL AND post_id IS NULL)),
    CHECK ((kind = 'exclusive') = (to_id IS NOT NULL)),
    CHECK (kind <> 'exclusive' OR share_count = 1),
    CHECK (cardinality(amounts_minor) = share_count),
    CHECK (taken_count BETWEEN 0 AND share_count),
    CHECK (taken_minor BETWEEN 0 AND total_minor),
    CHECK (expires_at > made_at),
    CHECK ((state = 'open') = (over_at IS NULL)),
    -- Once it is over, every fen is with somebody.
    CHECK (state = 'open' OR taken_minor + returned_minor = total_minor),
    CHECK (state <> 'finished' OR taken_count = share_count),
    CHECK (removed_at IS NULL OR state <> 'open')
) WITH (fillfactor = 70);
CREATE INDEX red_packets_circle ON red_packets (circle_id, made_at DESC, id DESC) WHERE circle_id IS NOT NULL;
CREATE INDEX red_packets_post ON red_packets (post_id) WHERE post_id IS NOT NULL;
CREATE INDEX red_packets_maker ON red_packets (maker_id, made_at DESC, id DESC);
CREATE INDEX red_packets_to ON red_packets (to_id, made_at DESC, id DESC) WHERE to_id IS NOT NULL;
CREATE INDEX red_packets_open ON red_packets (expires_at) WHERE state = 'open';

CREATE TABLE red_packet_shares (
    packet_id    uuid        NOT NULL,
    place        smallint    NOT NULL CHECK (place BETWEEN 1 AND 100),
    account_id   uuid        NOT NULL,
    amount_minor bigint      NOT NULL CHECK (amount_minor > 0),
    is_quiet     boolean     NOT NULL DEFAULT false,
    taken_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (packet_id, place),
    UNIQUE (packet_id, account_id)
);
CREATE INDEX red_packet_shares_mine ON red_packet_shares (account_id, taken_at DESC);

-- migrate:down
