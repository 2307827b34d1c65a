-- migrate:up
-- Who a partner is on paper, what was handed in to prove it, and who signed. Of an identity number only
-- the masked form is kept: what is not there can neither leak nor be asked for.

ALTER TABLE partners
    ADD COLUMN legal_name         text        NOT NULL DEFAULT '' CHECK (length(legal_name) <= 80),
    ADD COLUMN register_kind      text        CHECK (register_kind IN ('uscc', 'local')),
    ADD COLUMN register_masked    text        NOT NULL DEFAULT '',
    ADD COLUMN convention_version text        NOT NULL DEFAULT '',
    ADD COLUMN due_at             timestamptz,
    ADD COLUMN reminded_at        timestamptz,
    ADD COLUMN lapsed_at          timestamptz,
    ADD CONSTRAINT partners_register CHECK ((register_kind IS NULL) = (register_masked = ''));
-- Who was approved before there was a yearly check has a year from now.
UPDATE partners SET due_at = now() + interval '365 days' WHERE state = 'approved';
ALTER TABLE partners
    ADD CONSTRAINT partners_due CHECK ((state = 'approved') = (due_at IS NOT NULL)),
    ADD CONSTRAINT partners_lapsed CHECK (lapsed_at IS NULL OR state = 'approved');
CREATE INDEX partners_due_next ON partners (due_at, id) WHERE state = 'approved';

CREATE TABLE partner_checks (
    partner_id         uuid        NOT NULL,
    id                 uuid        NOT NULL,
    kind               text        NOT NULL CHECK (kind IN ('application', 'renewal')),
    state              text        NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'refused')),
    signatures         smallint    NOT NULL CHECK (signatures IN (1, 2)),
    handed_in_by       uuid        NOT NULL,
    handed_in_at       timestamptz NOT NULL DEFAULT now(),
    responsible_name   text        NOT NULL,
    convention_version text        NOT NULL,
    licence_number     text,
    licence_issuer     text,
    licence_until      date,
    licence_owner_id   uuid,
    licence_media_id   uuid,
    first_by           uuid,
    first_at           timestamptz,
    second_by          uuid,
    second_at          timestamptz,
    refused_by         uuid,
    reason             text        NOT NULL DEFAULT '',
    ended_at           timestamptz,
    PRIMARY KEY (partner_id, id),
    CHECK ((state = 'waiting') = (ended_at IS NULL)),
    CHECK ((state = 'refused') = (refused_by IS NOT NULL)),
    CHECK (first_by <> second_by),
    CHECK (second_by IS NULL OR first_by IS NOT NULL),
    CHECK (state <> 'approved' OR first_by IS NOT NULL AND (signatures = 1 OR second_by IS NOT NULL)),
    CHECK (num_nulls(licence_number, licence_issuer, licence_until) IN (0, 3)),
    CHECK (num_nulls(licence_owner_id, licence_media_id) IN (0, 2))
);
-- Two people who hand in at once meet here.
CREATE UNIQUE INDEX partner_checks_one_waiting ON partner_checks (partner_id) WHERE state = 'waiting';

-- Who applied before this waits on.
INSERT INTO partner_checks (partner_id, id, kind, signatures, handed_in_by, handed_in_at, responsible_name,
                            convention_version)
SELECT id, uuidv7(), 'application',
       CASE WHEN category IN ('finance', 'medicine', 'parenting', 'charity') THEN 2 ELSE 1 END,
       applied_by, created_at, responsible_name, ''
  FROM partners WHERE state = 'applied';

ALTER TABLE media DROP CONSTRAINT media_purpose_check;
ALTER TABLE media ADD CONSTRAINT media_purpose_check CHECK (purpose IN ('post', 'avatar', 'cover', 'licence'));
ALTER TABLE uploads DROP CONSTRAINT uploads_purpose_check;
ALTER TABLE uploads ADD CONSTRAINT uploads_purpose_check CHECK (purpose IN ('post', 'avatar', 'cover', 'licence'));
-- A licence belongs to no circle, as a face does not.
ALTER TABLE media_uses DROP CONSTRAINT media_uses_check;
ALTER TABLE media_uses ADD CONSTRAINT media_uses_check
    CHECK ((place_kind IN ('avatar', 'licence')) = (circle_id IS NULL));

-- migrate:down
