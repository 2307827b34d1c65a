-- migrate:up
-- A word that stands in every third text is looked for among the newest texts, not among all.
CREATE INDEX search_texts_newest ON search_texts (at DESC, subject_id DESC);

-- migrate:down
