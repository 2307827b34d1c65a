-- migrate:up
-- A shift passes from one person to another when the other says yes; until then nothing changes.

CREATE TABLE duty_hand_overs (
    circle_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    from_id     uuid        NOT NULL,
    to_id       uuid        NOT NULL,
    note        text        NOT NULL DEFAULT '' CHECK (length(note) <= 500),
    at          timestamptz NOT NULL,
    -- When the shift that is offered ends, and the offer with it.
    until       timestamptz NOT NULL,
    state       text        NOT NULL DEFAULT 'offered'
                            CHECK (state IN ('offered', 'taken', 'declined', 'withdrawn')),
    answered_at timestamptz,
    PRIMARY KEY (circle_id, id),
    CHECK (from_id <> to_id),
    CHECK (until > at),
    CHECK ((state = 'offered') = (answered_at IS NULL))
);
CREATE UNIQUE INDEX duty_hand_overs_open ON duty_hand_overs (circle_id, from_id) WHERE state = 'offered';
CREATE INDEX duty_hand_overs_from ON duty_hand_overs (from_id);
CREATE INDEX duty_hand_overs_to ON duty_hand_overs (to_id);

-- migrate:down
