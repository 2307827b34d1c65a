"""Columns: every query about them that changes nothing."""

from typing import Final
from uuid import UUID

from tonghao.accounts.types import ProfileCard
from tonghao.circles.access import Access
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.posts.read import get_posts
from tonghao.posts.types import Column, Post

_COLUMNS: Final = """
    SELECT c.circle_id, c.id, c.title, c.description, a.account_id, a.handle, COALESCE(m.nickname, a.name),
           a.avatar_media_id, a.is_gone,
           (SELECT count(*) FROM column_posts n
              JOIN posts p ON p.circle_id = n.circle_id AND p.id = n.post_id AND p.state = 'visible'
             WHERE n.circle_id = c.circle_id AND n.column_id = c.id),
           c.created_at, c.writer_id
      FROM circle_columns c
      JOIN profiles a ON a.account_id = c.writer_id
      LEFT JOIN memberships m ON m.circle_id = c.circle_id AND m.account_id = c.writer_id
     WHERE c.circle_id = $1 AND ($2::uuid IS NULL OR c.id = $2)
     ORDER BY c.created_at, c.id
"""
_POSTS: Final = """
    SELECT n.post_id
      FROM column_posts n
      JOIN posts p ON p.circle_id = n.circle_id AND p.id = n.post_id AND p.state = 'visible'
     WHERE n.circle_id = $1 AND n.column_id = $2
       AND p.author_id NOT IN (SELECT blocked_id FROM blocks WHERE account_id = $3
                                UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $3)
     ORDER BY n.place
"""


def _column_of(row: Row, access: Access) -> Column:
    circle_id, column_id, title, description, *person, post_count, created_at, writer_id = row
    may_fill = access.may_host or (access.role is not None and writer_id == access.account_id)
    return Column(
        circle_id, column_id, title, description, ProfileCard(*person), post_count, created_at, may_fill
    )


async def list_columns(conn: Connection, *, access: Access) -> list[Column]:
    """The columns of a circle, the oldest first."""
    return [_column_of(row, access) for row in await conn.fetch(_COLUMNS, access.circle_id, None)]


async def get_column(conn: Connection, *, access: Access, column_id: UUID) -> Column:
    """One column.

    Raises:
        NotFound: the circle has no such column.
    """
    row = await conn.fetchrow(_COLUMNS, access.circle_id, column_id)
    if row is None:
        raise NotFound
    return _column_of(row, access)


async def list_column_posts(conn: Connection, *, access: Access, column_id: UUID) -> list[Post]:
    """The posts of a column in its order, without those that the viewer may not see."""
    rows = await conn.fetch(_POSTS, access.circle_id, column_id, access.account_id)
    places = [(access.circle_id, row[0]) for row in rows]
    return await get_posts(conn, places=places, viewer_id=access.account_id)
