"""Fill a column: its writer puts posts in, takes them out and orders them."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from tonghao.circles.access import Access
from tonghao.db import Connection
from tonghao.errors import NotAllowed, Refusal
from tonghao.posts.columns import get_column
from tonghao.posts.marks import locked_marks

MOST: Final = 200

_LOCK: Final = "SELECT id FROM circle_columns WHERE circle_id = $1 AND id = $2 FOR UPDATE"
_STANDS: Final = """
    SELECT post_id FROM column_posts WHERE circle_id = $1 AND column_id = $2 ORDER BY place
"""
_PUT_IN: Final = """
    INSERT INTO column_posts (circle_id, column_id, post_id, place) VALUES ($1, $2, $3, $4)
    ON CONFLICT (circle_id, column_id, post_id) DO NOTHING
"""
_TAKE_OUT: Final = "DELETE FROM column_posts WHERE circle_id = $1 AND column_id = $2 AND post_id = $3"
_ORDER: Final = """
    UPDATE column_posts n SET place = u.place
      FROM unnest($3::uuid[]) WITH ORDINALITY AS u (post_id, place)
     WHERE n.circle_id = $1 AND n.column_id = $2 AND n.post_id = u.post_id
"""


class ColumnFull(Refusal):
    """A column has two hundred posts at most. Open a second one."""


class ColumnChanged(Refusal):
    """Somebody else changed this column in the meantime. Load it again, then order it."""


async def _stands(conn: Connection, access: Access, column_id: UUID) -> list[UUID]:
    """The posts of the column, which is locked now.

    Raises:
        NotFound: no such column.
        NotAllowed: the person neither writes it nor hosts.
    """
    await conn.execute(_LOCK, access.circle_id, column_id)
    if not (await get_column(conn, access=access, column_id=column_id)).may_fill:
        raise NotAllowed
    return [row[0] for row in await conn.fetch(_STANDS, access.circle_id, column_id)]


async def put_in_column(conn: Connection, *, access: Access, column_id: UUID, post_id: UUID) -> None:
    """Put a post of the circle at the end of a column; one that stands in it stays where it is.

    Raises:
        NotFound: no such column, or no such post that everybody sees.
        NotAllowed: the person neither writes the column nor hosts.
        ColumnFull: it has two hundred.

    Locks: the column, then the post.
    """
    stands = await _stands(conn, access, column_id)
    await locked_marks(conn, access.circle_id, post_id)
    if post_id in stands:
        return
    if len(stands) >= MOST:
        raise ColumnFull(most=MOST)
    await conn.execute(_ORDER, access.circle_id, column_id, stands)
    await conn.execute(_PUT_IN, access.circle_id, column_id, post_id, len(stands) + 1)


async def take_from_column(conn: Connection, *, access: Access, column_id: UUID, post_id: UUID) -> None:
    """Take a post out of a column; where it does not stand nothing happens.

    Raises:
        NotFound: no such column.
        NotAllowed: the person neither writes it nor hosts.

    Locks: the column.
    """
    await _stands(conn, access, column_id)
    await conn.execute(_TAKE_OUT, access.circle_id, column_id, post_id)


async def order_column(
    conn: Connection, *, access: Access, column_id: UUID, post_ids: Sequence[UUID]
) -> None:
    """Give the posts of a column an order; those that the person cannot see stay behind the others.

    Raises:
        NotFound: no such column.
        NotAllowed: the person neither writes it nor hosts.
        ColumnChanged: one of the posts does not stand in it any more, or is named twice.

    Locks: the column.
    """
    stands = await _stands(conn, access, column_id)
    if len(set(post_ids)) < len(post_ids) or not set(post_ids) <= set(stands):
        raise ColumnChanged
    rest = [post_id for post_id in stands if post_id not in set(post_ids)]
    await conn.execute(_ORDER, access.circle_id, column_id, [*post_ids, *rest])
