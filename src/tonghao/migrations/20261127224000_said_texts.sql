-- migrate:up
-- Who said the same in which places of late: a text is known by the digest of its letters, and forgotten with the
-- window in which the same counts. A place is a thread, or a circle for whoever looks after it.
CREATE TABLE said_texts (
    digest    bytea       NOT NULL CHECK (length(digest) = 16),
    author_id uuid        NOT NULL,
    place_id  uuid        NOT NULL,
    at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (digest, author_id, place_id)
);
CREATE INDEX said_texts_author ON said_texts (author_id);
CREATE INDEX said_texts_at ON said_texts (at);

-- Of several who say the same at once, in whatever process, each waits for the one before and counts it: the lock
-- is held to the end of the transaction, and what is counted after it is read anew. Of a text that thousands
-- say, so many are counted as any rate asks for.
CREATE FUNCTION say_text(
    of_digest bytea, of_author uuid, of_place uuid, within_hours integer,
    OUT own_places integer, OUT places integer, OUT authors integer
) LANGUAGE plpgsql STRICT AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('said ' || encode(of_digest, 'hex'), 0));
    INSERT INTO said_texts AS t (digest, author_id, place_id, at)
    VALUES (of_digest, of_author, of_place, clock_timestamp())
    ON CONFLICT (digest, author_id, place_id) DO UPDATE SET at = excluded.at;
    SELECT count(DISTINCT s.place_id), count(DISTINCT s.author_id) INTO places, authors
      FROM (SELECT t.place_id, t.author_id FROM said_texts t
             WHERE t.digest = of_digest AND t.at > now() - make_interval(hours => within_hours)
             LIMIT 500) s;
    SELECT count(*) INTO own_places
      FROM said_texts t
     WHERE t.digest = of_digest AND t.author_id = of_author
       AND t.at > now() - make_interval(hours => within_hours);
END
$$;

-- Whether somebody takes tips in a circle that has switched them on: then words that beg stand beside a button.
CREATE FUNCTION takes_tips(of_circle uuid, of_author uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT EXISTS (SELECT FROM circle_tipping c WHERE c.circle_id = of_circle AND c.is_on)
       AND EXISTS (SELECT FROM tip_choices h WHERE h.account_id = of_author AND h.takes_tips)
$$;

-- migrate:down
