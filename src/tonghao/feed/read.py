"""Reading the home feed."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.feed.types import FeedEntry, Mute, Why
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.posts.read import list_feed_posts

PAGE_SIZE: Final = 20

# One statement for everything that lies with the account: circles that are not muted, people who are.
_SOURCES: Final = """
    SELECT ARRAY(SELECT circle_id FROM joined_circles j
                  WHERE j.account_id = $1
                    AND NOT EXISTS (SELECT FROM feed_mutes m WHERE m.account_id = $1
                                     AND m.subject_kind = 'circle' AND m.subject_id = j.circle_id)
                  ORDER BY circle_id) AS circles,
           ARRAY(SELECT joined_at FROM joined_circles j
                  WHERE j.account_id = $1
                    AND NOT EXISTS (SELECT FROM feed_mutes m WHERE m.account_id = $1
                                     AND m.subject_kind = 'circle' AND m.subject_id = j.circle_id)
                  ORDER BY circle_id) AS joined,
           ARRAY(SELECT subject_id FROM feed_mutes WHERE account_id = $1 AND subject_kind = 'account'
                 UNION SELECT blocked_id FROM blocks WHERE account_id = $1
                 UNION SELECT blocker_id FROM blocked_by WHERE account_id = $1) AS hidden
"""

_MUTES: Final = """
    SELECT m.subject_kind, m.subject_id, coalesce(c.name, p.name, '') AS name, m.at
      FROM feed_mutes m
      LEFT JOIN circles c ON m.subject_kind = 'circle' AND c.id = m.subject_id
      LEFT JOIN profiles p ON m.subject_kind = 'account' AND p.account_id = m.subject_id
     WHERE m.account_id = $1
     ORDER BY m.at DESC
"""


async def list_feed(conn: Connection, *, account_id: UUID, cursor: str | None) -> Page[FeedEntry]:
    """The page after *cursor*: posts of joined circles, newest first.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    before = from_cursor(cursor, tuple[datetime, UUID])
    sources = await conn.fetchrow(_SOURCES, account_id)
    assert sources is not None
    joined = dict(zip(sources["circles"], sources["joined"], strict=True))
    if not joined:
        return Page([])
    posts = await list_feed_posts(
        conn,
        viewer_id=account_id,
        circle_ids=sources["circles"],
        before=before,
        hidden_ids=sources["hidden"],
        limit=PAGE_SIZE + 1,
    )
    entries = [
        FeedEntry(post, Why("joined_circle", post.circle_id, post.circle_name, joined[post.circle_id]))
        for post in posts[:PAGE_SIZE]
    ]
    last = entries[-1].post if len(posts) > PAGE_SIZE else None
    return Page(entries, to_cursor(last.published_at, last.post_id) if last else None)


async def list_mutes(conn: Connection, *, account_id: UUID) -> list[Mute]:
    """What *account_id* keeps out of the feed, newest first."""
    return [Mute(*row) for row in await conn.fetch(_MUTES, account_id)]
