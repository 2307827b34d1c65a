-- migrate:up
-- What was found useful: computed by a job from solved questions, thanks and saves, never on reading.

CREATE TABLE post_usefulness (
    circle_id  uuid             NOT NULL,
    post_id    uuid             NOT NULL,
    topic      text             NOT NULL,
    is_solved  boolean          NOT NULL,
    -- Thanks after damping, and people who saved a floor or the post.
    thanks     double precision NOT NULL CHECK (thanks >= 0),
    savers     integer          NOT NULL CHECK (savers >= 0),
    score      double precision NOT NULL CHECK (score >= 0),
    version    text             NOT NULL,
    -- What the question is about, for questions beside it.
    words      text[]           NOT NULL DEFAULT '{}',
    at         timestamptz      NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, post_id)
);
CREATE INDEX post_usefulness_shelf ON post_usefulness (score DESC, post_id DESC) WHERE is_solved;
CREATE INDEX post_usefulness_topic ON post_usefulness (topic, score DESC, post_id DESC) WHERE is_solved;
CREATE INDEX post_usefulness_words ON post_usefulness USING gin (words);

CREATE TABLE circle_usefulness (
    circle_id uuid             NOT NULL PRIMARY KEY,
    score     double precision NOT NULL CHECK (score >= 0),
    at        timestamptz      NOT NULL DEFAULT now()
);

CREATE INDEX posts_questions ON posts (circle_id, id) WHERE kind = 'question';

-- migrate:down
