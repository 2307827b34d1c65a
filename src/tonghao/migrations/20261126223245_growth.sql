-- migrate:up
-- Sign-in, experience and levels, where a circle has chosen them.

CREATE TABLE circle_levels (
    circle_id  uuid        NOT NULL PRIMARY KEY,
    is_on      boolean     NOT NULL,
    -- Eighteen each, or none for the house's own.
    titles_zh  text[]      NOT NULL DEFAULT '{}' CHECK (cardinality(titles_zh) IN (0, 18)),
    titles_en  text[]      NOT NULL DEFAULT '{}' CHECK (cardinality(titles_en) = cardinality(titles_zh)),
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE growth (
    circle_id   uuid    NOT NULL,
    account_id  uuid    NOT NULL,
    points      integer NOT NULL DEFAULT 0 CHECK (points >= 0),
    streak      integer NOT NULL DEFAULT 0 CHECK (streak >= 0),
    longest     integer NOT NULL DEFAULT 0 CHECK (longest >= streak),
    last_day    date,
    -- The missed day that was forgiven last.
    forgiven_on date,
    PRIMARY KEY (circle_id, account_id)
);
CREATE INDEX growth_account ON growth (account_id);

CREATE TABLE circle_sign_ins (
    circle_id  uuid NOT NULL,
    account_id uuid NOT NULL,
    day        date NOT NULL,
    PRIMARY KEY (circle_id, account_id, day)
);
CREATE INDEX circle_sign_ins_account ON circle_sign_ins (account_id);

-- What brought points. They are taken back with what brought them, and given back with it.
CREATE TABLE growth_points (
    circle_id  uuid        NOT NULL,
    account_id uuid        NOT NULL,
    cause      text        NOT NULL,
    kind       text        NOT NULL CHECK (kind IN ('sign_in', 'post', 'floor', 'thanks', 'digest')),
    -- The post or comment that it hangs on; null for a sign-in.
    subject_id uuid,
    post_id    uuid,
    points     integer     NOT NULL CHECK (points > 0),
    day        date        NOT NULL,
    is_back    boolean     NOT NULL DEFAULT false,
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, account_id, cause)
);
CREATE INDEX growth_points_newest ON growth_points (circle_id, account_id, at DESC);
CREATE INDEX growth_points_subject ON growth_points (circle_id, subject_id) WHERE subject_id IS NOT NULL;
CREATE INDEX growth_points_account ON growth_points (account_id);

-- migrate:down
