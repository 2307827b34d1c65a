-- migrate:up
-- What a circle asks beyond the platform's policy. Each change is a new version; the circle carries the
-- one that stands, so that whoever writes there pays no further question.

CREATE TABLE house_rules (
    circle_id uuid        NOT NULL,
    number    integer     NOT NULL CHECK (number > 0),
    rules     jsonb       NOT NULL,
    reason    text        NOT NULL CHECK (reason <> ''),
    made_by   uuid,
    at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (circle_id, number)
);

ALTER TABLE circles
    ADD COLUMN house_number integer NOT NULL DEFAULT 0 CHECK (house_number >= 0),
    ADD COLUMN house        jsonb,
    ADD CHECK (house IS NULL OR house_number > 0);

-- How many posts of a person are shown in a circle, as far as *most*.
CREATE FUNCTION shown_posts(of_circle uuid, of_author uuid, most integer) RETURNS integer
    LANGUAGE sql STABLE AS $$
    SELECT count(*)::integer FROM (
        SELECT FROM posts p
         WHERE p.author_id = of_author AND p.circle_id = of_circle AND p.state = 'visible' LIMIT most) s
$$;

-- migrate:down
