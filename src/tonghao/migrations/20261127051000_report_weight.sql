-- migrate:up
-- Reports count by how often their maker was right; a crowd of strangers counts like one or two.

ALTER TABLE cases ADD COLUMN report_weight real NOT NULL DEFAULT 0 CHECK (report_weight >= 0);
ALTER TABLE reports
    ADD COLUMN weight   real    NOT NULL DEFAULT 0.5 CHECK (weight BETWEEN 0 AND 1),
    -- Whether the maker was right more often than not.
    ADD COLUMN is_tried boolean NOT NULL DEFAULT false,
    -- Those of accounts that come from one place have the same link, within a case.
    ADD COLUMN link     bytea   NOT NULL DEFAULT '';

-- How often somebody was right, worth half after `half_life_days`; made again from `reports`.
CREATE TABLE reporter_records (
    reporter_id uuid             PRIMARY KEY,
    upheld      double precision NOT NULL CHECK (upheld >= 0),
    dismissed   double precision NOT NULL CHECK (dismissed >= 0),
    as_of       timestamptz      NOT NULL
);

-- migrate:down
