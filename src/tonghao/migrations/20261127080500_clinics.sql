-- migrate:up
-- Questions with a risk notice: the notice in its versions, who answers, and what was asked.

-- What is said under an unnamed question by whoever asked it.
ALTER TABLE remarks ADD COLUMN unnamed boolean NOT NULL DEFAULT false;

-- What a circle adds to the sentences of the house; the newest version holds.
CREATE TABLE clinic_notices (
    circle_id uuid        NOT NULL,
    version   integer     NOT NULL CHECK (version >= 1),
    text      text        NOT NULL CHECK (length(text) <= 500),
    at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, version)
);

-- Who read which version: of the house's sentences and of the circle's own; 0 is none of its own.
CREATE TABLE clinic_consents (
    circle_id  uuid        NOT NULL,
    account_id uuid        NOT NULL,
    house      smallint    NOT NULL CHECK (house >= 1),
    version    integer     NOT NULL CHECK (version >= 0),
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, account_id, house, version)
);
CREATE INDEX clinic_consents_account ON clinic_consents (account_id);

CREATE TABLE counsellors (
    circle_id  uuid        NOT NULL,
    account_id uuid        NOT NULL,
    credential text        NOT NULL CHECK (length(credential) BETWEEN 1 AND 60),
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, account_id)
);
CREATE INDEX counsellors_account ON counsellors (account_id);

CREATE TABLE clinic_questions (
    circle_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    made_by    uuid        NOT NULL,
    unnamed    boolean     NOT NULL,
    topic      text        NOT NULL
               CHECK (topic IN ('contract', 'deposit', 'loan', 'insurance', 'tax', 'fraud', 'household', 'misc')),
    title      text        NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
    text       text        NOT NULL CHECK (length(text) <= 1000),
    media_ids  uuid[]      NOT NULL DEFAULT '{}' CHECK (cardinality(media_ids) <= 4),
    -- Under which notice it was asked.
    house      smallint    NOT NULL CHECK (house >= 1),
    version    integer     NOT NULL CHECK (version >= 0),
    state      text        NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'closed')),
    closed_at  timestamptz,
    removed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, id),
    CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
    -- The address of a photo names its owner.
    CHECK (NOT unnamed OR cardinality(media_ids) = 0)
);
CREATE INDEX clinic_questions_maker ON clinic_questions (made_by);

-- migrate:down
