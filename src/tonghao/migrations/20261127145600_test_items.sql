-- migrate:up
-- What who runs the place adds to the test items between the samples: their own words, with the answer.

CREATE TABLE test_items (
    code       text        PRIMARY KEY CHECK (length(code) BETWEEN 5 AND 40),
    text       text        NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    -- Null when nothing is wrong.
    category   text        CHECK (length(category) BETWEEN 1 AND 40),
    made_by    uuid        NOT NULL,
    at         timestamptz NOT NULL,
    retired_at timestamptz
);

-- migrate:down
