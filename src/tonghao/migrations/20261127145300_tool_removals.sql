-- migrate:up
-- What stands in a challenge, a table, a reading or a fund's book can be reported and taken away like
-- everything else in a tool. A line of a book keeps its amount: its words and its receipt go out of sight.

ALTER TABLE challenges ADD COLUMN removed_at timestamptz;
ALTER TABLE challenge_marks ADD COLUMN removed_at timestamptz;
CREATE UNIQUE INDEX challenge_marks_id ON challenge_marks (circle_id, id);
ALTER TABLE team_ups ADD COLUMN removed_at timestamptz;
ALTER TABLE readings ADD COLUMN removed_at timestamptz;
ALTER TABLE margins ADD COLUMN removed_at timestamptz;
CREATE UNIQUE INDEX margins_id ON margins (circle_id, id);
ALTER TABLE fund_entries
    ADD COLUMN id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN removed_at timestamptz;
CREATE UNIQUE INDEX fund_entries_id ON fund_entries (circle_id, id);

-- Append-only but for who confirmed a line, once, and whether its words are in sight.
CREATE OR REPLACE FUNCTION keep_fund_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
       AND to_jsonb(NEW) - 'confirmed_by' - 'confirmed_at' - 'removed_at'
           = to_jsonb(OLD) - 'confirmed_by' - 'confirmed_at' - 'removed_at'
       AND (OLD.confirmed_by IS NULL
            OR (NEW.confirmed_by, NEW.confirmed_at) = (OLD.confirmed_by, OLD.confirmed_at)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'fund_entries is append-only';
END
$$;

-- Whether what one talks about in a tool was taken away, and the talk with it.
CREATE FUNCTION is_removed_thing(of_circle uuid, thing uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM lost_pets WHERE circle_id = of_circle AND id = thing AND removed_at IS NOT NULL)
        OR EXISTS (SELECT FROM gadgets WHERE circle_id = of_circle AND id = thing AND removed_at IS NOT NULL)
        OR EXISTS (SELECT FROM clinic_questions
                    WHERE circle_id = of_circle AND id = thing AND removed_at IS NOT NULL)
$$;

-- migrate:down
