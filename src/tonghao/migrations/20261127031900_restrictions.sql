-- migrate:up
-- What a circle may not do for now: each restriction with its reason, its source and its end. The open
-- ones stand in the circle's own row too, so that what is read often needs no join.

ALTER TABLE circles ADD COLUMN restrictions text[] NOT NULL DEFAULT '{}' CHECK (cardinality(restrictions) <= 8);

CREATE TABLE circle_restrictions (
    circle_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    kind       text        NOT NULL CHECK (kind IN ('read_only', 'pre_check', 'photo_check', 'no_photos',
                                                    'invite_only', 'hidden', 'closed', 'tips_off')),
    source     text        NOT NULL CHECK (source IN ('sanction', 'brake', 'breaker', 'tier', 'duty', 'licence')),
    reason     text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    reason_en  text        NOT NULL DEFAULT '' CHECK (length(reason_en) <= 1000),
    -- Null where a machine set it, or the person is gone.
    set_by     uuid,
    at         timestamptz NOT NULL,
    until      timestamptz,
    ended_at   timestamptz,
    ended_by   uuid,
    end_reason text        NOT NULL DEFAULT '' CHECK (length(end_reason) <= 500),
    PRIMARY KEY (circle_id, id),
    CHECK (until > at),
    CHECK (ended_at IS NOT NULL OR (ended_by IS NULL AND end_reason = ''))
);
-- A source restricts one thing once, however many hands it has.
CREATE UNIQUE INDEX circle_restrictions_open ON circle_restrictions (circle_id, kind, source) WHERE ended_at IS NULL;
CREATE INDEX circle_restrictions_due ON circle_restrictions (until) WHERE ended_at IS NULL AND until IS NOT NULL;
CREATE INDEX circle_restrictions_source ON circle_restrictions (source, at DESC, id DESC);

-- Those in force, as JSON; null for a circle without.
CREATE FUNCTION open_restrictions(of_circle uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_agg(jsonb_build_object('restriction_id', r.id, 'kind', r.kind, 'source', r.source,
                                        'reason', r.reason, 'reason_en', r.reason_en, 'at', r.at,
                                        'until', r.until) ORDER BY r.at, r.id)
      FROM circle_restrictions r WHERE r.circle_id = of_circle AND r.ended_at IS NULL
$$;

-- Circles that were closed because nobody was left to answer for them.
INSERT INTO circle_restrictions (circle_id, id, kind, source, reason, reason_en, at)
SELECT id, gen_random_uuid(), 'closed', 'duty', '没有人再为这个圈子负责。', 'Nobody is left to answer for this circle.', now()
  FROM circles WHERE state = 'closed';
UPDATE circles SET restrictions = '{closed}' WHERE state = 'closed';
ALTER TABLE circles ADD CHECK (state = 'closed' OR NOT 'closed' = ANY (restrictions));

-- migrate:down
