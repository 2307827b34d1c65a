-- migrate:up
-- Members are found by part of a name, in a circle of a million among millions of people.

-- An index over trigrams knows nothing of one or two Chinese characters, which most names are, and an
-- index over profiles knows nothing of circles. So a membership carries what its person is called.
CREATE EXTENSION IF NOT EXISTS btree_gin;

CREATE FUNCTION names_of(account_id uuid, nickname text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT lower(concat_ws(E'\n', p.name, p.handle, $2)) FROM public.profiles p WHERE p.account_id = $1
$$;

-- Every one, two and three characters that stand together: up to three are found as they are, more by
-- their threes.
CREATE FUNCTION name_pieces(names text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT array_agg(DISTINCT substr(names, place, long))
      FROM generate_series(1, length(names)) AS place, generate_series(1, 3) AS long
     WHERE place + long <= length(names) + 1
$$;

-- A trigger, since there are many ways into a circle: joining, an import, an undone ban, an heir.
CREATE FUNCTION name_membership() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    NEW.names := coalesce(public.names_of(NEW.account_id, NEW.nickname), '');
    RETURN NEW;
END
$$;

ALTER TABLE memberships ADD COLUMN names text NOT NULL DEFAULT '';
UPDATE memberships m SET names = coalesce(names_of(m.account_id, m.nickname), '');
CREATE TRIGGER memberships_named BEFORE INSERT OR UPDATE OF nickname ON memberships
    FOR EACH ROW EXECUTE FUNCTION name_membership();
CREATE INDEX memberships_names ON memberships USING gin (circle_id, name_pieces(names)) WITH (fastupdate = off);

-- One plan serves all circles, so it must be one that a circle of a million can bear: as if there were
-- no more than a hundred circles.
ALTER TABLE memberships ALTER COLUMN circle_id SET (n_distinct = 100);
-- Room for a level or a mark beside the old row, so that no index hears of it.
ALTER TABLE memberships SET (fillfactor = 90);

-- migrate:down
