-- migrate:up
-- The four pages with which a circle opens, each version kept; and who has been shown the first of them.

CREATE TABLE circle_pages (
    circle_id  uuid        NOT NULL,
    page       text        NOT NULL CHECK (page IN ('must_read', 'how_it_works', 'penalties', 'share')),
    version    integer     NOT NULL CHECK (version > 0),
    text       text        NOT NULL CHECK (length(text) <= 4000),
    text_en    text        NOT NULL DEFAULT '' CHECK (length(text_en) <= 8000),
    html       text        NOT NULL,
    html_en    text        NOT NULL DEFAULT '',
    changed_by uuid,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, page, version)
);
CREATE INDEX circle_pages_author ON circle_pages (changed_by);
ALTER TABLE memberships ADD COLUMN must_read_at timestamptz;

-- What differs from the weekly roster on one date, in minutes of the circle's own clock: somebody is
-- absent (all, when neither is named), somebody covers.
CREATE TABLE duty_exceptions (
    circle_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    on_date       date        NOT NULL,
    starts_minute smallint    NOT NULL CHECK (starts_minute BETWEEN 0 AND 1439),
    ends_minute   smallint    NOT NULL CHECK (ends_minute BETWEEN 1 AND 1440),
    absent_id     uuid,
    cover_id      uuid,
    note          text        NOT NULL DEFAULT '' CHECK (length(note) <= 120),
    made_by       uuid        NOT NULL,
    PRIMARY KEY (circle_id, id),
    CHECK (ends_minute > starts_minute),
    CHECK (absent_id IS DISTINCT FROM cover_id OR absent_id IS NULL)
);
CREATE INDEX duty_exceptions_date ON duty_exceptions (circle_id, on_date);

-- Who is asked to work for a partner, and has not answered yet.
CREATE TABLE partner_invitations (
    partner_id uuid        NOT NULL,
    account_id uuid        NOT NULL,
    role       text        NOT NULL CHECK (role IN ('manager', 'staff')),
    invited_by uuid        NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (partner_id, account_id)
);
CREATE INDEX partner_invitations_account ON partner_invitations (account_id);

-- migrate:down
