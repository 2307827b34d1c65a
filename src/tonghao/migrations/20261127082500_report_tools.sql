-- migrate:up
-- What stands in a tool of a trade can be reported, decided on and appealed.
ALTER TABLE cases DROP CONSTRAINT cases_subject_kind_check;
ALTER TABLE cases ADD CONSTRAINT cases_subject_kind_check
    CHECK (subject_kind IN ('post', 'comment', 'photo', 'account', 'circle', 'tool'));
ALTER TABLE appeals DROP CONSTRAINT appeals_subject_kind_check;
ALTER TABLE appeals ADD CONSTRAINT appeals_subject_kind_check
    CHECK (subject_kind IN ('post', 'comment', 'photo', 'account', 'circle', 'tool'));
CREATE UNIQUE INDEX price_guesses_id ON price_guesses (circle_id, id);

-- migrate:down
