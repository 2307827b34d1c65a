INSERT INTO profiles (account_id, handle, name)
SELECT gen_random_uuid(), 'law' || n, '人' || n FROM generate_series(1, 20000) AS n;
INSERT INTO circles (id, slug, partner_id, name, topic, kind)
SELECT gen_random_uuid(), 'law-' || n, gen_random_uuid(), '圈子' || n, 'books', 'open' FROM generate_series(1, 500) AS n;
INSERT INTO posts (circle_id, id, author_id, text, html, state, published_at)
SELECT c.id, gen_random_uuid(), gen_random_uuid(), '正文', '<p>正文</p>', 'visible', now() - make_interval(mins => n)
  FROM (SELECT id FROM circles WHERE slug LIKE 'law-%') AS c CROSS JOIN generate_series(1, 200) AS n;
INSERT INTO comments (circle_id, post_id, id, floor, author_id, text, html, state)
SELECT p.circle_id, p.id, gen_random_uuid(), 2, gen_random_uuid(), '回复', '<p>回复</p>', 'visible'
  FROM posts AS p ON CONFLICT DO NOTHING;
INSERT INTO likes (circle_id, post_id, subject_id, account_id) SELECT circle_id, id, id, gen_random_uuid() FROM posts;
INSERT INTO memberships (circle_id, account_id)
SELECT c.id, p.account_id FROM (SELECT id FROM circles WHERE slug LIKE 'law-%' LIMIT 2) AS c
 CROSS JOIN (SELECT account_id FROM profiles WHERE handle LIKE 'law%') AS p;
INSERT INTO joined_circles (account_id, circle_id) SELECT account_id, circle_id FROM memberships
    ON CONFLICT DO NOTHING;
INSERT INTO notifications (account_id, id, kind, cause)
SELECT gen_random_uuid(), gen_random_uuid(), 'reply', 'law' || n FROM generate_series(1, 50000) AS n;
INSERT INTO media_uses (owner_id, media_id, place_kind, place_id, circle_id)
SELECT gen_random_uuid(), gen_random_uuid(), 'post', gen_random_uuid(), gen_random_uuid() FROM generate_series(1, 50000) AS n;
ANALYZE;
