"""Reading the shelves."""

from typing import Final
from uuid import UUID

from tonghao.circles.read import list_cards
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.posts.read import get_posts
from tonghao.shelves.measure import RULE
from tonghao.shelves.types import SmallCircle, Useful

PAGE: Final = 10
_RELATED: Final = 5
_SMALL: Final = 6
# Scores are kept to six digits behind the point, so that a cursor names one exactly.
_MICRO: Final = 1_000_000

# What can be read by everybody, without people who shut each other out.
_SHELF: Final = """
    SELECT u.circle_id, u.post_id, u.topic, u.thanks, u.savers, u.score
      FROM post_usefulness u
      JOIN circles c ON c.id = u.circle_id AND c.kind = 'open' AND c.state = 'open'
                     AND NOT 'hidden' = ANY (c.restrictions)
      JOIN tier_caps t ON t.tier = c.tier AND t.reach = 'all'
      JOIN posts p ON p.circle_id = u.circle_id AND p.id = u.post_id AND p.state = 'visible'
                    AND p.label IS NULL
     WHERE u.is_solved AND (u.score, u.post_id) < ($2, $3)
       AND p.author_id NOT IN (SELECT blocked_id FROM blocks WHERE account_id = $1
                                UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $1)
     ORDER BY u.score DESC, u.post_id DESC LIMIT $4
"""
_SHELF_OF_TOPIC: Final = """
    SELECT u.circle_id, u.post_id, u.topic, u.thanks, u.savers, u.score
      FROM post_usefulness u
      JOIN circles c ON c.id = u.circle_id AND c.kind = 'open' AND c.state = 'open'
                     AND NOT 'hidden' = ANY (c.restrictions)
      JOIN tier_caps t ON t.tier = c.tier AND t.reach = 'all'
      JOIN posts p ON p.circle_id = u.circle_id AND p.id = u.post_id AND p.state = 'visible'
                    AND p.label IS NULL
     WHERE u.is_solved AND u.topic = $5 AND (u.score, u.post_id) < ($2, $3)
       AND p.author_id NOT IN (SELECT blocked_id FROM blocks WHERE account_id = $1
                                UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $1)
     ORDER BY u.score DESC, u.post_id DESC LIMIT $4
"""
# Questions of the same circle, and of open circles on the same topic; shared words first, then use.
_BESIDE: Final = """
    SELECT u.circle_id, u.post_id
      FROM post_usefulness me
      JOIN circles h ON h.id = me.circle_id
      JOIN post_usefulness u ON u.words && me.words AND u.post_id <> me.post_id AND u.topic = me.topic
      JOIN circles c ON c.id = u.circle_id AND (c.id = h.id OR c.kind = 'open' AND c.state = 'open'
                                                            AND NOT 'hidden' = ANY (c.restrictions))
      JOIN posts p ON p.circle_id = u.circle_id AND p.id = u.post_id AND p.state = 'visible'
                    AND p.label IS NULL
     CROSS JOIN LATERAL (
           SELECT count(*) AS shared FROM unnest(u.words) AS w (word) WHERE w.word = ANY(me.words)) s
     WHERE me.circle_id = $1 AND me.post_id = $2
       AND p.author_id NOT IN (SELECT blocked_id FROM blocks WHERE account_id = $3
                                UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $3)
     ORDER BY s.shared * (1 + u.is_solved::integer) DESC, u.score DESC, u.post_id DESC LIMIT $4
"""
_MORE_OF_TOPIC: Final = """
    SELECT u.circle_id, u.post_id
      FROM post_usefulness me
      JOIN post_usefulness u ON u.topic = me.topic AND u.is_solved AND u.post_id <> me.post_id
      JOIN circles c ON c.id = u.circle_id AND (c.id = me.circle_id OR c.kind = 'open' AND c.state = 'open'
                                                                    AND NOT 'hidden' = ANY (c.restrictions))
      JOIN posts p ON p.circle_id = u.circle_id AND p.id = u.post_id AND p.state = 'visible'
                    AND p.label IS NULL
     WHERE me.circle_id = $1 AND me.post_id = $2 AND u.post_id <> ALL($5::uuid[])
       AND p.author_id NOT IN (SELECT blocked_id FROM blocks WHERE account_id = $3
                                UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $3)
     ORDER BY u.score DESC, u.post_id DESC LIMIT $4
"""
_POST_THERE: Final = """
    SELECT EXISTS (SELECT FROM posts WHERE circle_id = $1 AND id = $2 AND state = 'visible')
"""
_SMALL_CIRCLES: Final = """
    SELECT c.id,
           (SELECT count(*) FROM post_usefulness q
              JOIN posts p ON p.circle_id = q.circle_id AND p.id = q.post_id
             WHERE q.circle_id = c.id AND q.is_solved AND p.published_at > now() - interval '90 days')
      FROM circles c
      LEFT JOIN circle_usefulness u ON u.circle_id = c.id
     WHERE c.kind = 'open' AND c.state = 'open' AND NOT 'hidden' = ANY (c.restrictions)
       AND c.member_count <= $2
       AND NOT EXISTS (SELECT FROM joined_circles j WHERE j.account_id = $1 AND j.circle_id = c.id)
     ORDER BY COALESCE(u.score, 0) DESC, c.created_at DESC, c.id DESC LIMIT $3
"""


async def list_solved(
    conn: Connection, *, viewer_id: UUID | None, topic: str | None, cursor: str | None, limit: int = PAGE
) -> Page[Useful]:
    """Solved questions of open circles, the most useful first.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    micro, post_id = from_cursor(cursor, tuple[int, UUID]) or (2**31 - 1, UUID(int=2**128 - 1))
    after = (micro / _MICRO, post_id)
    if topic is None:
        rows = await conn.fetch(_SHELF, viewer_id, *after, limit + 1)
    else:
        rows = await conn.fetch(_SHELF_OF_TOPIC, viewer_id, *after, limit + 1, topic)
    places = [(row["circle_id"], row["post_id"]) for row in rows[:limit]]
    posts = {one.post_id: one for one in await get_posts(conn, places=places, viewer_id=viewer_id)}
    found = [
        Useful(posts[row["post_id"]], row["topic"], round(row["thanks"], 2), row["savers"], row["score"])
        for row in rows[:limit]
        if row["post_id"] in posts
    ]
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(found, to_cursor(round(last["score"] * _MICRO), last["post_id"]) if last else None)


async def list_related(
    conn: Connection, *, circle_id: UUID, post_id: UUID, viewer_id: UUID | None
) -> list[Useful]:
    """Up to five questions beside one: first those that share words with it, then useful ones of its topic.

    Raises:
        NotFound: no such visible post.
    """
    if not await conn.fetchval(_POST_THERE, circle_id, post_id):
        raise NotFound
    rows = await conn.fetch(_BESIDE, circle_id, post_id, viewer_id, _RELATED)
    places = [(row[0], row[1]) for row in rows]
    if len(places) < _RELATED:
        more = await conn.fetch(
            _MORE_OF_TOPIC,
            circle_id,
            post_id,
            viewer_id,
            _RELATED - len(places),
            [place[1] for place in places],
        )
        places += [(row[0], row[1]) for row in more]
    return [Useful(post, "", 0, 0, 0) for post in await get_posts(conn, places=places, viewer_id=viewer_id)]


async def list_small_circles(conn: Connection, *, viewer_id: UUID | None) -> list[SmallCircle]:
    """Small open circles that the viewer has not joined: the most useful for their size, then the newest."""
    rows = await conn.fetch(_SMALL_CIRCLES, viewer_id, RULE.small_members, _SMALL)
    cards = await list_cards(conn, [row[0] for row in rows], viewer_id)
    return [SmallCircle(cards[row[0]], row[1]) for row in rows if row[0] in cards]
