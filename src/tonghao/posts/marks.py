"""Marks: what the people who look after a circle put on a post, and how everybody hears of it."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.events import PostMarked
from tonghao.posts.types import Lock, Marks

_LOCK: Final = "SELECT id FROM posts WHERE circle_id = $1 AND id = $2 FOR NO KEY UPDATE"
_MARKS: Final = """
    SELECT p.author_id, p.state, p.pinned_at, p.digest, p.slow_seconds,
           lock_of(p.locked_by, p.lock_reason, p.locked_at) AS lock
      FROM posts p WHERE p.circle_id = $1 AND p.id = $2
"""


async def locked_marks(conn: Connection, circle_id: UUID, post_id: UUID) -> Marks:
    """Lock a post that everybody sees, and return what stands on it.

    Raises:
        NotFound: no such post, or one that is not shown.

    Locks: the post.
    """
    await conn.execute(_LOCK, circle_id, post_id)
    row = await conn.fetchrow(_MARKS, circle_id, post_id)
    if row is None or row["state"] != "visible":
        raise NotFound
    return _marks_of(row)


def _marks_of(row: Row) -> Marks:
    lock = row["lock"] and msgspec.convert(row["lock"], Lock)
    return Marks(row["pinned_at"], row["digest"], row["slow_seconds"], lock)


async def tell_marked(conn: Connection, circle_id: UUID, post_id: UUID) -> Marks:
    """Tell the circle what stands on a post now, and return it; call it with the post locked.

    Emits: post.marked.
    """
    row = await conn.fetchrow(_MARKS, circle_id, post_id)
    if row is None:
        raise NotFound
    marks = _marks_of(row)
    event = PostMarked(circle_id, post_id, row["author_id"], msgspec.to_builtins(marks))
    await outbox.emit(conn, event, audience=f"circle:{circle_id}")
    return marks
