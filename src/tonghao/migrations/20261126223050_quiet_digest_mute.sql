-- migrate:up
-- What a member wants to be told, when, and by mail; words that a member does not want to read.

ALTER TABLE notifications
    -- Until then it waits: the quiet hours of its reader are not over.
    ADD COLUMN held_until timestamptz,
    ADD COLUMN mail_due   boolean NOT NULL DEFAULT false;
CREATE INDEX notifications_held ON notifications (held_until) WHERE held_until IS NOT NULL;
-- Who is deleted has caused nothing any more.
CREATE INDEX notifications_actor ON notifications (actor_id) WHERE actor_id IS NOT NULL;
CREATE INDEX notifications_mail_due ON notifications (account_id) WHERE mail_due;

CREATE TABLE notification_settings (
    account_id      uuid    PRIMARY KEY,
    app_off         text[]  NOT NULL DEFAULT '{}',
    mail_on         text[]  NOT NULL DEFAULT '{}',
    quiet_from      integer CHECK (quiet_from BETWEEN 0 AND 1439),
    quiet_until     integer CHECK (quiet_until BETWEEN 0 AND 1439),
    digest_hour     integer CHECK (digest_hour BETWEEN 0 AND 23),
    -- The reader's own day for which the last digest was sent or passed over.
    digest_on       date,
    unsubscribe_key bytea   NOT NULL,
    CHECK ((quiet_from IS NULL) = (quiet_until IS NULL)),
    CHECK (quiet_from <> quiet_until)
);
CREATE INDEX notification_settings_digest ON notification_settings (digest_hour) WHERE digest_hour IS NOT NULL;

CREATE TABLE mute_words (
    account_id uuid        NOT NULL,
    folded     text        NOT NULL CHECK (length(folded) BETWEEN 1 AND 200),
    word       text        NOT NULL CHECK (length(word) BETWEEN 1 AND 40),
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, folded)
);

-- migrate:down
