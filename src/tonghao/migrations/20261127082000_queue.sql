-- migrate:up
-- One queue, sorted by harm × reach × age. Written as a sum of doublings, so that the order of two cases
-- does not change while they wait: each has twice the weight after a day, and an index keeps the order.

ALTER TABLE cases
    -- About how many people can see it; renewed each minute.
    ADD COLUMN reach       integer     NOT NULL DEFAULT 1 CHECK (reach >= 1),
    -- When it was opened, or opened again.
    ADD COLUMN waits_since timestamptz NOT NULL DEFAULT now();
UPDATE cases SET waits_since = opened_at;
ALTER TABLE cases
    ADD COLUMN priority double precision NOT NULL GENERATED ALWAYS AS (
        CASE severity WHEN 0 THEN 0 WHEN 1 THEN 3 WHEN 2 THEN 6 WHEN 3 THEN 12 ELSE 20 END
        + ln(1 + report_weight::double precision) / ln(2::double precision)
        + ln(reach::double precision) / ln(2::double precision)
        - extract(epoch FROM waits_since - timestamptz '2026-01-01 00:00:00+00')::double precision / 86400
    ) STORED;

DROP INDEX cases_queue;
DROP INDEX cases_open_circle;
CREATE INDEX cases_priority ON cases (priority DESC, id DESC) WHERE state = 'open';
CREATE INDEX cases_priority_circle ON cases (circle_id, priority DESC, id DESC) WHERE state = 'open';
CREATE INDEX cases_claimed ON cases (claimed_by, priority DESC, id DESC) WHERE state = 'open';

ALTER TABLE appeals ADD COLUMN reach integer NOT NULL DEFAULT 1 CHECK (reach >= 1);
ALTER TABLE appeals
    ADD COLUMN priority double precision NOT NULL GENERATED ALWAYS AS (
        9 + ln(reach::double precision) / ln(2::double precision)
        - extract(epoch FROM filed_at - timestamptz '2026-01-01 00:00:00+00')::double precision / 86400
    ) STORED;
CREATE INDEX appeals_priority ON appeals (priority DESC, id DESC) WHERE state = 'open';

-- migrate:down
