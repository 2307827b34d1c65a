-- migrate:up
-- A curb lies between leaving a thing alone and taking it away: a person's label, a fold, a blur over its
-- photos, or less reach. `curb_for` is the category of the policy that it rests on. What is limited carries its
-- category in `label`, too, which every list that leaves the circle reads already.
ALTER TABLE posts
    ADD COLUMN curb text CHECK (curb IN ('label', 'fold', 'blur', 'limit')),
    ADD COLUMN curb_for text,
    ADD CONSTRAINT posts_curbed CHECK ((curb IS NULL) = (curb_for IS NULL)),
    ADD CONSTRAINT posts_limited CHECK (curb <> 'limit' OR label IS NOT NULL);
ALTER TABLE comments
    ADD COLUMN curb text CHECK (curb IN ('label', 'fold', 'limit')),
    ADD COLUMN curb_for text,
    ADD CONSTRAINT comments_curbed CHECK ((curb IS NULL) = (curb_for IS NULL)),
    ADD CONSTRAINT comments_limited CHECK (curb <> 'limit' OR label IS NOT NULL);
-- The replay of the log reads them all, and they are few.
CREATE INDEX posts_with_curb ON posts (circle_id, id) WHERE curb IS NOT NULL;
CREATE INDEX comments_with_curb ON comments (circle_id, post_id, id) WHERE curb IS NOT NULL;

ALTER TABLE cases DROP CONSTRAINT cases_state_check;
ALTER TABLE cases ADD CONSTRAINT cases_state_check CHECK (state IN ('open', 'released', 'curbed', 'removed'));
ALTER TABLE case_decisions DROP CONSTRAINT case_decisions_act_check;
ALTER TABLE case_decisions ADD CONSTRAINT case_decisions_act_check
    CHECK (act IN ('release', 'label', 'fold', 'blur', 'limit', 'remove'));
ALTER TABLE batches DROP CONSTRAINT batches_act_check;
ALTER TABLE batches ADD CONSTRAINT batches_act_check
    CHECK (act IN ('release', 'label', 'fold', 'blur', 'limit', 'remove'));
ALTER TABLE batch_results DROP CONSTRAINT batch_results_outcome_check;
ALTER TABLE batch_results ADD CONSTRAINT batch_results_outcome_check
    CHECK (outcome IN ('waiting', 'released', 'curbed', 'removed', 'proposed', 'refused', 'undone', 'kept'));

-- migrate:down
