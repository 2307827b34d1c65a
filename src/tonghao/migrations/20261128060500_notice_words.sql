-- migrate:up
-- What a notification says beside its own row, for the account that reads it. The words are read where they stand, so
-- that what was removed is not quoted for ever. A function, since a new notification is shown by the statement that
-- writes it, and a list of them by another.
CREATE FUNCTION notice_words(of_account uuid, of_actor uuid, of_circle uuid, of_post uuid, of_comment uuid)
    RETURNS TABLE (account_id uuid, handle text, name text, avatar_media_id uuid, is_gone boolean,
                   slug text, circle_name text, circle_name_en text, floor integer, excerpt text)
    LANGUAGE sql STABLE
    AS $$
    SELECT a.account_id, a.handle, a.name, a.avatar_media_id, a.is_gone, c.slug, c.name, c.name_en, m.floor,
           CASE WHEN of_comment IS NULL
                THEN CASE WHEN p.author_id = of_account OR (p.state = 'visible' AND s.may_read)
                          THEN left(p.text, 100) END
                ELSE CASE WHEN m.author_id = of_account
                            OR (m.state = 'visible' AND p.state = 'visible' AND s.may_read)
                          THEN left(m.text, 100) END
           END
      FROM (SELECT) one
      LEFT JOIN profiles a ON a.account_id = of_actor
      LEFT JOIN circles c ON c.id = of_circle
      LEFT JOIN posts p ON p.circle_id = of_circle AND p.id = of_post
      LEFT JOIN comments m ON m.circle_id = of_circle AND m.post_id = of_post AND m.id = of_comment
     CROSS JOIN LATERAL (
           SELECT c.kind = 'open' OR EXISTS (SELECT FROM joined_circles j
                                              WHERE j.account_id = of_account AND j.circle_id = c.id) AS may_read) s
$$;

-- migrate:down
