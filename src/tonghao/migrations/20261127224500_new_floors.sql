-- migrate:up
-- How many floors came since somebody was there, of those that others may read; nothing is new to whom all is.
CREATE FUNCTION new_floors(of_circle uuid, of_post uuid, after_floor integer) RETURNS integer
    LANGUAGE sql STABLE
    AS $$
    SELECT CASE WHEN after_floor > 0 THEN (
        SELECT count(*)::integer FROM comments s
         WHERE s.circle_id = of_circle AND s.post_id = of_post AND s.reply_number = 0
           AND s.floor > after_floor AND s.state = 'visible'
    ) ELSE 0 END
$$;

-- migrate:down
