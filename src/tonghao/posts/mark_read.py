"""Mark read: how far a person has read a thread, equal on all their devices."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.circles.read import access_of
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.posts.types import ThreadMark
from tonghao.reading_events import ThreadMarked

# Two devices of one person may both tell where they are: the farther one counts.
_MARK: Final = """
    INSERT INTO thread_marks AS k (circle_id, post_id, account_id, read_floor)
    SELECT p.circle_id, p.id, $3, LEAST($4::integer, p.last_floor)
      FROM posts p
     WHERE p.circle_id = $1 AND p.id = $2 AND (p.state = 'visible' OR p.author_id = $3)
    ON CONFLICT (circle_id, post_id, account_id) DO UPDATE SET read_floor = excluded.read_floor
     WHERE k.read_floor < excluded.read_floor
    RETURNING read_floor, follows IS NOT NULL, new_floors($1, $2, read_floor)
"""
_KNOWN: Final = """
    SELECT k.read_floor, k.follows IS NOT NULL, new_floors($1, $2, k.read_floor)
      FROM thread_marks k
      JOIN posts p ON p.circle_id = $1 AND p.id = $2 AND (p.state = 'visible' OR p.author_id = $3)
     WHERE k.circle_id = $1 AND k.post_id = $2 AND k.account_id = $3
"""


async def mark_read(
    conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID, floor: int
) -> ThreadMark:
    """Note that *account_id* has read a thread up to *floor*; a lower one than before changes nothing.

    Args:
        floor: 1 is the post itself; beyond the last floor is the last.

    Raises:
        NotFound: no such thread for the person.

    Emits: thread.marked, to the account.
    """
    await access_of(conn, circle_id, account_id)
    row = await conn.fetchrow(_MARK, circle_id, post_id, account_id, floor)
    if row is None:
        known = await conn.fetchrow(_KNOWN, circle_id, post_id, account_id)
        if known is None:
            raise NotFound
        return ThreadMark(*known)
    mark = ThreadMark(*row)
    await tell_marked(conn, circle_id=circle_id, post_id=post_id, account_id=account_id, mark=mark)
    return mark


async def tell_marked(
    conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID, mark: ThreadMark
) -> None:
    """Emit thread.marked to the account."""
    event, audience = news_of_mark(circle_id, post_id, account_id, mark)
    await outbox.emit(conn, event, audience=audience)


def news_of_mark(circle_id: UUID, post_id: UUID, account_id: UUID, mark: ThreadMark) -> outbox.News:
    """What the account hears of its mark."""
    event = ThreadMarked(account_id, circle_id, post_id, mark.read_floor, mark.follows, mark.new_floors)
    return event, f"account:{account_id}"
