-- migrate:up
-- The platform's shift, too, passes from one person to another when the other says yes.

CREATE TABLE platform_hand_overs (
    id          uuid        PRIMARY KEY,
    from_id     uuid        NOT NULL,
    to_id       uuid        NOT NULL,
    note        text        NOT NULL DEFAULT '' CHECK (length(note) <= 120),
    at          timestamptz NOT NULL,
    -- When the shift that is offered ends, and the offer with it.
    until       timestamptz NOT NULL,
    state       text        NOT NULL DEFAULT 'offered'
                            CHECK (state IN ('offered', 'taken', 'declined', 'withdrawn')),
    answered_at timestamptz,
    CHECK (from_id <> to_id),
    CHECK (until > at),
    CHECK ((state = 'offered') = (answered_at IS NULL))
);
CREATE UNIQUE INDEX platform_hand_overs_open ON platform_hand_overs (from_id) WHERE state = 'offered';
CREATE INDEX platform_hand_overs_to ON platform_hand_overs (to_id);
CREATE INDEX platform_hand_overs_until ON platform_hand_overs (until);

-- migrate:down
